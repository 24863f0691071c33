package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What goes wrong with the next calls of one port, in the order in which it was told. Any thread. */
public final class FaultScript {
    private enum Turn {
        PASS,
        FAIL,
        STORE_SILENTLY,
        LOSE_SILENTLY
    }

    private final Deque<Turn> turns = new ArrayDeque<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;

    FaultScript() {}

    /** The next calls succeed. */
    public FaultScript passNext(int calls) {
        return tell(Turn.PASS, calls);
    }

    /** The next calls fail with {@code StorageUnavailableException}, and nothing is done. */
    public FaultScript failNext(int calls) {
        return tell(Turn.FAIL, calls);
    }

    /** The next calls are done and fail with {@code UnknownOutcomeException}. */
    public FaultScript answerUnknownAfterStoring(int calls) {
        return tell(Turn.STORE_SILENTLY, calls);
    }

    /** The next calls are not done and fail with {@code UnknownOutcomeException}. */
    public FaultScript answerUnknownWithoutStoring(int calls) {
        return tell(Turn.LOSE_SILENTLY, calls);
    }

    /** From now on calls are done, but their stages stay incomplete until {@link #releaseAnswers}. */
    public synchronized void holdAnswers() {
        holding = true;
    }

    public void releaseAnswers() {
        List<Runnable> released;
        synchronized (this) {
            holding = false;
            released = List.copyOf(held);
            held.clear();
        }
        released.forEach(Runnable::run);
    }

    private synchronized FaultScript tell(Turn turn, int calls) {
        for (int i = 0; i < calls; i++) {
            turns.add(turn);
        }
        return this;
    }

    private synchronized Turn next() {
        return turns.isEmpty() ? Turn.PASS : turns.remove();
    }

    <T> CompletionStage<T> play(FakeServerLink link, String what, Supplier<T> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            T result = playNow(link, what, action);
            release(() -> answer.complete(result));
        } catch (ForestException failure) {
            release(() -> answer.completeExceptionally(failure));
        }
        return answer;
    }

    <T> T playNow(FakeServerLink link, String what, Supplier<T> action) {
        if (!link.isUp()) {
            throw new SidecarUnavailableException("not connected, so not done: " + what);
        }
        switch (next()) {
            case PASS -> {
                return action.get();
            }
            case FAIL -> throw new StorageUnavailableException("not done: " + what);
            case STORE_SILENTLY -> {
                action.get();
                throw new UnknownOutcomeException("no answer: " + what);
            }
            case LOSE_SILENTLY -> throw new UnknownOutcomeException("no answer: " + what);
        }
        throw new IllegalStateException();
    }

    private void release(Runnable answer) {
        synchronized (this) {
            if (holding) {
                held.add(answer);
                return;
            }
        }
        answer.run();
    }
}
