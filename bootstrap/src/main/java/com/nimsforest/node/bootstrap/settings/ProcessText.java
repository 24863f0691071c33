package com.nimsforest.node.bootstrap.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the kernel keeps of a process as bytes (proc(5): cmdline, environ), as text that does not depend on the locale. */
public final class ProcessText {
    private static final int LAST_ASCII = 0x7e;

    private ProcessText() {}

    /** Whether every locale reads the text alike. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character <= LAST_ASCII);
    }

    /** The parts of the file, each of which ends with a zero byte; none where there is no such file. */
    public static List<byte[]> zeroEnded(Path file) {
        try {
            return split(Files.readAllBytes(file));
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static List<byte[]> split(byte[] all) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                parts.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return parts;
    }

    /** As UTF-8, or in the character set of the locale when it is no UTF-8; empty when it is neither. */
    public static Optional<String> decoded(byte[] bytes) {
        return decoded(bytes, StandardCharsets.UTF_8).or(() -> decoded(bytes, ofLocale()));
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    /** Of the locale itself: file.encoding may have been set to something else. */
    private static Charset ofLocale() {
        String name = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }
}
