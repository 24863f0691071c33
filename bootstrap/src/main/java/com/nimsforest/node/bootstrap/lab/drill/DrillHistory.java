package com.nimsforest.node.bootstrap.lab.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * What was sent, what was answered and which faults were injected, in order: an append-only file. Any thread may write.
 */
public final class DrillHistory implements AutoCloseable {
    /** What can happen. */
    public enum What {
        /** An event is about to be sent for the first time. */
        SENT,
        /** The event was acknowledged. */
        ACKNOWLEDGED,
        /** The event was refused, or there was no answer. */
        UNANSWERED,
        /** The fault is injected. */
        FAULT_INJECTED,
        /** The fault is reverted. */
        FAULT_REVERTED,
        /** All nodes are ready and all replicas current again. */
        RECOVERED
    }

    /**
     * One line of the file.
     *
     * @param at since the history began
     * @param number the event's, or the round's
     * @param where the node or server that it was about
     */
    public record Line(Duration at, What what, long number, String where) {
        private static Line parse(String text) {
            String[] parts = text.split("\t", -1);
            return new Line(
                    Duration.ofNanos(Long.parseLong(parts[0])),
                    What.valueOf(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3]);
        }

        private String text() {
            return at.toNanos() + "\t" + what + "\t" + number + "\t" + where + "\n";
        }
    }

    private final Path path;
    private final FileChannel file;
    private final long start = System.nanoTime();

    private DrillHistory(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** Creates the file; fails when it exists. */
    public static DrillHistory create(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return new DrillHistory(
                    path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path path() {
        return path;
    }

    public synchronized void note(What what, long number, String where) {
        Line line = new Line(Duration.ofNanos(System.nanoTime() - start), what, number, where);
        ByteBuffer bytes = ByteBuffer.wrap(line.text().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All lines that were written so far. */
    public List<Line> read() {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            return lines.lines().map(Line::parse).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
