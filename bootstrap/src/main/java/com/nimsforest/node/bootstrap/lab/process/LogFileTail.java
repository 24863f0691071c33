package com.nimsforest.node.bootstrap.lab.process;

import com.nimsforest.node.domain.payload.PrintableText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The last line of a process's log file. */
final class LogFileTail {
    private static final int BYTES = 4096;
    private static final int LONGEST = 200;

    private LogFileTail() {}

    static long size(Path log) {
        return log.toFile().length();
    }

    /** The last line that was written after the given place; empty when there is none. */
    static String lastLine(Path log, long from) {
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
            long start = Math.max(Math.min(from, file.size()), file.size() - BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (file.size() - start));
            file.read(bytes, start);
            List<String> lines = StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.isEmpty() ? "" : shortened(lines.get(lines.size() - 1));
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String shortened(String line) {
        String safe = PrintableText.line(line.strip());
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
    }
}
