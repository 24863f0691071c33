package com.nimsforest.node.bootstrap.cli;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.PrintableText;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command's results go, always in UTF-8, whatever the locale of a unit or a container is. A plain {@link
 * PrintWriter} forgets why a write failed; this one keeps the first failure, so that no command ends as done while its
 * result is lost. And it lets nothing pass that a terminal would obey, but for the escape sequences that this program writes by
 * itself. Any thread.
 */
public final class ResultWriter extends PrintWriter {
    private final FailureRecorder recorder;
    private final boolean pipe;
    private volatile boolean readerMayLeave;

    private ResultWriter(FailureRecorder recorder, boolean pipe) {
        super(recorder);
        this.recorder = recorder;
        this.pipe = pipe;
    }

    /** @param pipe whether another process reads it: then a write that fails means that this reader has gone */
    public static ResultWriter of(OutputStream stream, boolean pipe) {
        return of(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)), pipe);
    }

    public static ResultWriter of(Writer target, boolean pipe) {
        return new ResultWriter(new FailureRecorder(requireNonNull(target, "target")), pipe);
    }

    /** From now on a reader that goes away is the ordinary end: for results that have no end of their own. */
    public void allowReaderToLeave() {
        readerMayLeave = true;
    }

    /** Why the results are not all where they should be, once everything was flushed; empty when they are. */
    public Optional<IOException> lost() {
        flush();
        return pipe && readerMayLeave ? Optional.empty() : recorder.failure();
    }

    /** Whether a write that fails means that the reader has gone, as after {@code | head}. */
    public boolean isPipe() {
        return pipe;
    }

    private static final class FailureRecorder extends FilterWriter {
        private volatile Optional<IOException> failure = Optional.empty();

        FailureRecorder(Writer target) {
            super(target);
        }

        Optional<IOException> failure() {
            return failure;
        }

        @Override
        public void write(int character) throws IOException {
            write(String.valueOf((char) character), 0, 1);
        }

        @Override
        public void write(char[] buffer, int from, int length) throws IOException {
            write(new String(buffer, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            String shown = PrintableText.forTerminal(text.substring(from, from + length));
            record(() -> out.write(shown, 0, shown.length()));
        }

        @Override
        public void flush() throws IOException {
            record(out::flush);
        }

        private void record(WriteStep step) throws IOException {
            try {
                step.run();
            } catch (IOException failed) {
                if (failure.isEmpty()) {
                    failure = Optional.of(failed);
                }
                throw failed;
            }
        }
    }

    @FunctionalInterface
    private interface WriteStep {
        void run() throws IOException;
    }
}
