package com.nimsforest.node.ports.usecase.plugin;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One attempt of a plug-in at one message. Its result comes once: when the code returns or throws, or when it is given up. */
final class PluginCall<T> {
    private static final StackTraceElement[] NOWHERE = new StackTraceElement[0];

    private final Callable<T> code;
    private final PluginCallJournal.Entry entry;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean ended;

    /** How often it was seen running. Guarded by the queue. */
    int seen;
    /** Whether the next call may run beside it already. Guarded by the queue. */
    boolean slow;
    /** Whether nobody waits for its thread any more. Guarded by the queue. */
    boolean givenUp;

    PluginCall(Callable<T> code, PluginCallJournal.Entry entry) {
        this.code = code;
        this.entry = entry;
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Runs the code on this thread; throws nothing, and leaves the thread as it was. */
    void run() {
        started(Thread.currentThread());
        T value;
        try {
            value = code.call();
        } catch (Throwable thrown) {
            Throwable failure = ThrowableText.readable(thrown);
            ended();
            result.completeExceptionally(failure);
            return;
        }
        ended();
        result.complete(value);
    }

    private synchronized void started(Thread runner) {
        thread = runner;
    }

    private synchronized void ended() {
        ended = true;
        thread = null;
        Thread.interrupted();
        entry.close();
    }

    /** Whether its code has not returned; what follows from the result runs on the same thread. */
    synchronized boolean isInCode() {
        return !ended;
    }

    /** Ends the call with this failure, whose stack trace becomes that of the code; the code may take no notice. */
    void giveUp(RuntimeException failure) {
        Thread runner = interrupted();
        StackTraceElement[] place = runner == null ? NOWHERE : runner.getStackTrace();
        if (place.length > 0) {
            failure.setStackTrace(place);
        }
        result.completeExceptionally(failure);
    }

    private synchronized @Nullable Thread interrupted() {
        if (thread != null) {
            thread.interrupt();
        }
        return thread;
    }

    /** Whether its thread has asked the process to end, and now waits for that. */
    synchronized boolean isEndingTheProcess() {
        return thread != null
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }

    /** Where its code is, such as {@code acme.Billing.charge(Billing.java:42)}. */
    synchronized String place() {
        if (thread == null) {
            return "its end";
        }
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    /** It is no sign of a crash when the process ends now. */
    void endEntry() {
        entry.close();
    }
}
