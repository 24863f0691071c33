package com.nimsforest.node.bootstrap.command.session;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A result without an end: lines as they come, until the reader goes away (a broken pipe) or the process is told to end.
 * Lines may be printed by any thread.
 */
public final class ContinuousOutput {
    private final ResultWriter out;
    private final CountDownLatch ended = new CountDownLatch(1);

    public ContinuousOutput(ResultWriter out) {
        this.out = out;
        out.allowReaderToLeave();
    }

    public void line(String line) {
        out.println(PrintableText.line(line));
        endWithTheReader();
    }

    public void line(Map<String, Object> result) {
        JsonResultPrinter.printLine(out, result);
        endWithTheReader();
    }

    /** Waits until the end; closes the subscription on the way out, whichever way that is. */
    public int until(ForestSession session, Subscription subscription) {
        Thread hook = new Thread(session::close, "end-of-command");
        Runtime.getRuntime().addShutdownHook(hook);
        try (subscription) {
            ended.await();
            Runtime.getRuntime().removeShutdownHook(hook);
            return ProcessExitCodes.DONE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ProcessExitCodes.INTERRUPTED;
        }
    }

    private void endWithTheReader() {
        if (out.checkError()) {
            ended.countDown();
        }
    }
}
