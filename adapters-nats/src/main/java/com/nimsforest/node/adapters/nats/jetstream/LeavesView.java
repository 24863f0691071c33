package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the stream of leaves captures, as it was when it was last asked for. Any thread; never blocks. */
final class LeavesView {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final JetStreamApi api;
    private final Supplier<SubjectSet> provided;
    private final Object lock = new Object();
    private SubjectSet known = SubjectSet.empty();
    private long asked = System.nanoTime() - FRESH;
    private @Nullable CompletableFuture<SubjectSet> asking;

    /** @param provided what this node itself has had captured by now */
    LeavesView(JetStreamApi api, Supplier<SubjectSet> provided) {
        this.api = api;
        this.provided = provided;
    }

    /** Whether the leaf is captured; what is captured once stays so, so that only the unknown is asked for. */
    CompletableFuture<Boolean> captures(Subject subject) {
        CompletableFuture<SubjectSet> answer;
        synchronized (lock) {
            boolean captured = known.matches(subject) || provided.get().matches(subject);
            boolean fresh = System.nanoTime() - asked < FRESH && asking == null;
            if (captured || fresh) {
                return CompletableFuture.completedFuture(captured);
            }
            if (asking == null) {
                asking = new CompletableFuture<>();
                answer = asking;
            } else {
                return asking.thenApply(set -> set.matches(subject));
            }
        }
        ask(answer);
        return answer.thenApply(set -> set.matches(subject));
    }

    private void ask(CompletableFuture<SubjectSet> answer) {
        api.call("STREAM.INFO." + StreamLayout.LEAVES, null).whenComplete((info, failure) -> {
            boolean absent = failure != null
                    && ApiFailure.unwrapped(failure) instanceof ApiFailure refusal
                    && refusal.is(ApiFailure.STREAM_NOT_FOUND);
            SubjectSet seen = failure == null ? StreamPlan.subjectsOf(info.path("config")) : SubjectSet.empty();
            synchronized (lock) {
                asking = null;
                if (failure == null || absent) {
                    known = seen;
                    asked = System.nanoTime();
                }
            }
            if (failure == null || absent) {
                answer.complete(seen);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }
}
