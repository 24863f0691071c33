package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.ports.driven.Subscription;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A result without an end: lines as they come, until the reader goes away (a broken pipe) or the process is told to end.
 * Lines may be printed by any thread.
 */
final class Broadcast {
    private final PrintWriter out;
    private final CountDownLatch ended = new CountDownLatch(1);

    Broadcast(PrintWriter out) {
        this.out = out;
    }

    void line(String line) {
        out.println(line);
        endWithTheReader();
    }

    void line(Map<String, Object> result) {
        JsonOutput.printLine(out, result);
        endWithTheReader();
    }

    /** Waits until the end; closes the subscription on the way out, whichever way that is. */
    int until(Session session, Subscription subscription) {
        Thread hook = new Thread(session::close, "end-of-command");
        Runtime.getRuntime().addShutdownHook(hook);
        try (subscription) {
            ended.await();
            Runtime.getRuntime().removeShutdownHook(hook);
            return ExitCodes.DONE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCodes.INTERRUPTED;
        }
    }

    private void endWithTheReader() {
        if (out.checkError()) {
            ended.countDown();
        }
    }
}
