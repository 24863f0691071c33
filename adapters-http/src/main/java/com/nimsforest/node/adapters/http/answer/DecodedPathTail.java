package com.nimsforest.node.adapters.http.answer;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The rest of a path behind a prefix, with its percent-encoding undone strictly: {@code %2F} is a slash, {@code +} a plus. */
public final class DecodedPathTail {
    private static final int HEX = 16;

    private DecodedPathTail() {}

    public static String of(Context request, String prefix) {
        String path = request.path();
        return path.length() <= prefix.length() ? "" : decoded(path.substring(prefix.length()));
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.write(hex(raw, i + 1) * HEX + hex(raw, i + 2));
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static int hex(byte[] raw, int at) {
        int digit = at < raw.length ? Character.digit(raw[at], HEX) : -1;
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private static HttpProblemException malformed() {
        return HttpProblem.of(400, "the path is not percent-encoded UTF-8", "write % as %25, and encode as UTF-8")
                .asException();
    }
}
