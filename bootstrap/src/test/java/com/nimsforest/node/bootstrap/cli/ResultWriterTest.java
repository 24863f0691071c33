package com.nimsforest.node.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
    private static final OutputStream FULL = new OutputStream() {
        @Override
        public void write(int written) throws IOException {
            throw new IOException("No space left on device");
        }
    };

    @Test
    void aFailedWriteIsKeptUntilItIsAskedFor() {
        ResultWriter out = ResultWriter.of(FULL, false);

        out.println("result");

        assertThat(out.lost().map(IOException::getMessage)).contains("No space left on device");
    }

    @Test
    void nothingIsLostWhileAllIsWritten() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        ResultWriter out = ResultWriter.of(target, false);

        out.println("größe");

        assertThat(out.lost()).isEmpty();
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("größe\n");
    }

    @Test
    void aReaderThatMayLeaveLosesNothing() {
        ResultWriter out = ResultWriter.of(FULL, true);
        out.allowReaderToLeave();

        out.println("line");

        assertThat(out.checkError()).isTrue();
        assertThat(out.lost()).isEmpty();
    }

    @Test
    void aFullDiskIsALossForResultsWithoutAnEndToo() {
        ResultWriter out = ResultWriter.of(FULL, false);
        out.allowReaderToLeave();

        out.println("line");

        assertThat(out.lost()).isPresent();
    }

    @Test
    void whatATerminalWouldObeyDoesNotPass() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        ResultWriter out = ResultWriter.of(target, false);

        out.print("a\u009b2Jb\u202e");
        out.print('\u009b');
        out.flush();

        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("a\uFFFD2Jb\uFFFD\uFFFD");
    }
}
