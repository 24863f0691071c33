package com.nimsforest.node.ports.usecase.plugin;

import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.wording.CountedNoun;
import com.nimsforest.node.ports.driven.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one plug-in, so many at a time and begun in order. One that takes long lets the next ones run beside it; one
 * that takes longer than its limit is given up: its thread is interrupted and replaced, and its message has failed. Any
 * thread; never blocks.
 */
public final class PluginQueue {
    /** How long a call is waited for before the next one runs beside it. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    /** Bounds the threads of a plug-in that is slow with everything. */
    private static final int MOST_RUNNING = 32;
    /** Bounds the threads of a plug-in that never returns: each may cost a processor. */
    static final int MOST_GIVEN_UP = 16;
    /** An attempt that costs a thread, or the process, is not made as often as another. */
    static final int MOST_LOST_ATTEMPTS = 3;

    private final PluginInvoker invoker;
    private final PluginDescription plugin;
    private final int width;
    private final Duration period;
    private final Object lock = new Object();
    private final OverrunCounts overruns = new OverrunCounts(MOST_LOST_ATTEMPTS);
    private final Deque<PluginCall<?>> waiting = new ArrayDeque<>();
    private final Set<PluginCall<?>> running = new LinkedHashSet<>();
    private final Set<PluginCall<?>> givenUp = new LinkedHashSet<>();
    /** Running calls that the next one has to wait for. */
    private int occupied;

    private boolean sweeping;

    PluginQueue(PluginInvoker invoker, PluginDescription plugin, int width) {
        this.invoker = invoker;
        this.plugin = plugin;
        this.width = width;
        this.period =
                shorter(SLOW.dividedBy(2), plugin.timeLimit().dividedBy(4)).plusMillis(1);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Runs the code on a thread that may be given up. The stage fails with what the code throws, whatever that is, or with
     * an overrun.
     *
     * @param message which message the attempt is for
     */
    public <T> CompletionStage<T> call(String message, Callable<T> code) {
        int crashes = invoker.journal().crashes(plugin.handler(), message);
        if (crashes >= MOST_LOST_ATTEMPTS) {
            return CompletableFuture.failedFuture(new PluginCrashException(crashes, message));
        }
        return crashes == 0 ? start(message, code) : invoker.oneAtATime(() -> start(message, code));
    }

    private <T> CompletionStage<T> start(String message, Callable<T> code) {
        PluginCall<T> call;
        synchronized (lock) {
            if (givenUp.size() >= MOST_GIVEN_UP) {
                return CompletableFuture.failedFuture(new PluginUnavailableException(
                        plugin.handler() + " is not called: " + MOST_GIVEN_UP + " of its attempts did not return"));
            }
            call = new PluginCall<>(code, invoker.journal().begin(plugin.handler(), message));
            waiting.add(call);
        }
        startNext();
        return call.result();
    }

    /** What becomes of a message whose attempt failed with this. */
    public Verdict failed(String message, Throwable thrown) {
        if (thrown instanceof PluginCrashException crash) {
            invoker.journal().forget(plugin.handler(), message);
            return Verdict.reject(plugin.handler() + ": " + crash.getMessage());
        }
        if (thrown instanceof PluginUnavailableException notTried) {
            return Verdict.postpone(String.valueOf(notTried.getMessage()));
        }
        HandlerFailure failure = new HandlerFailure(
                plugin.handler(),
                ThrowableText.line(thrown),
                ThrowableText.trace(thrown),
                thrown instanceof PluginOverrunException && overruns.isLast(message)
                        ? plugin.retryPolicy().withAtMost(1)
                        : plugin.retryPolicy());
        invoker.log().failed(failure, thrown);
        return Verdict.failed(failure);
    }

    /** Whether the failed attempt did not return and another one is made, by the verdict of {@link #failed}. */
    public static boolean mayReturnNextTime(Throwable thrown, Verdict verdict) {
        return thrown instanceof PluginOverrunException
                && verdict.failure().stream()
                        .anyMatch(failure -> failure.policy().attempts() > 1);
    }

    private void startNext() {
        PluginCall<?> next;
        synchronized (lock) {
            next = occupied < width ? begin() : null;
        }
        if (next != null) {
            execute(next);
        }
    }

    /** Under the lock: the next call, from now on running. */
    private @Nullable PluginCall<?> begin() {
        PluginCall<?> next = running.size() < MOST_RUNNING ? waiting.poll() : null;
        if (next != null) {
            running.add(next);
            occupied++;
            sweepLater();
        }
        return next;
    }

    private void execute(PluginCall<?> call) {
        try {
            invoker.threads().execute(() -> runFrom(call));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            leave(call);
            call.endEntry();
            call.giveUp(new PluginUnavailableException(plugin.handler() + " has no thread: " + noThread));
        }
    }

    private void runFrom(PluginCall<?> first) {
        for (PluginCall<?> call = first; call != null; call = after(call)) {
            call.run();
        }
    }

    /** The next call for the thread of this one; null when that has been replaced, or nothing waits. */
    private @Nullable PluginCall<?> after(PluginCall<?> ended) {
        boolean replaced;
        synchronized (lock) {
            replaced = ended.slow;
            leave(ended);
            if (!replaced) {
                return occupied < width ? begin() : null;
            }
        }
        startNext();
        return null;
    }

    private void leave(PluginCall<?> call) {
        synchronized (lock) {
            givenUp.remove(call);
            if (running.remove(call) && !call.slow) {
                occupied--;
            }
        }
    }

    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            try {
                invoker.timer().schedule(this::sweep, period.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                sweeping = false;
            }
        }
    }

    /**
     * Looks at the running calls now and then. Each look counts the same however late it comes, so that a process that
     * stood still does not find all of them too slow.
     */
    private void sweep() {
        List<PluginCall<?>> overrun = new ArrayList<>();
        int free = 0;
        synchronized (lock) {
            sweeping = false;
            for (PluginCall<?> call : List.copyOf(running)) {
                call.seen++;
                Duration atLeast = period.multipliedBy(call.seen - 1L);
                if (!call.slow && atLeast.compareTo(shorter(SLOW, plugin.timeLimit())) >= 0) {
                    call.slow = true;
                    occupied--;
                    free++;
                }
                if (call.isInCode() && atLeast.compareTo(plugin.timeLimit()) >= 0) {
                    running.remove(call);
                    givenUp.add(call);
                    overrun.add(call);
                }
            }
            if (!running.isEmpty()) {
                sweepLater();
            }
        }
        overrun.forEach(call -> call.giveUp(new PluginOverrunException(
                "no result within " + plugin.timeLimit().toMillis() / 1000.0 + " s, its thread was given up")));
        for (int n = 0; n < free + overrun.size(); n++) {
            startNext();
        }
    }

    /** How many threads run code that nobody waits for any more. */
    int threadsGivenUp() {
        synchronized (lock) {
            return givenUp.size();
        }
    }

    String handler() {
        return plugin.handler();
    }

    /** Empty when each attempt has returned. */
    Optional<HealthFinding> problem() {
        List<PluginCall<?>> lost;
        synchronized (lock) {
            lost = List.copyOf(givenUp);
        }
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        ProblemKind kind =
                lost.size() < MOST_GIVEN_UP ? ProblemKind.HANDLER_NOT_RETURNING : ProblemKind.HANDLER_OUT_OF_THREADS;
        return Optional.of(HealthFinding.about(plugin.handler(), kind)
                .with(HealthFact.THREADS, CountedNoun.of(lost.size(), "attempts"))
                .with(HealthFact.PLACE, lost.get(0).place()));
    }

    /** All calls whose code has not returned. */
    List<PluginCall<?>> unreturned() {
        synchronized (lock) {
            List<PluginCall<?>> calls = new ArrayList<>(running);
            calls.addAll(givenUp);
            return calls;
        }
    }
}
