package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the stream of leaves captures, as it was when it was last asked for. Any thread; never blocks. */
final class CapturedLeavesCache {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final JetStreamApi api;
    private final Supplier<SubjectPatternSet> provided;
    private final Object lock = new Object();
    private SubjectPatternSet known = SubjectPatternSet.empty();
    private long asked = System.nanoTime() - FRESH;
    private @Nullable CompletableFuture<SubjectPatternSet> asking;

    /** @param provided what this node itself has had captured by now */
    CapturedLeavesCache(JetStreamApi api, Supplier<SubjectPatternSet> provided) {
        this.api = api;
        this.provided = provided;
    }

    /** Whether the leaf is captured; what is captured once stays so, so that only the unknown is asked for. */
    CompletableFuture<Boolean> captures(Subject subject) {
        CompletableFuture<SubjectPatternSet> answer;
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

    private SubjectPatternSet remember(SubjectPatternSet seen) {
        synchronized (lock) {
            asking = null;
            known = seen;
            asked = System.nanoTime();
        }
        return seen;
    }

    private void forgetAsking() {
        synchronized (lock) {
            asking = null;
        }
    }

    private void ask(CompletableFuture<SubjectPatternSet> answer) {
        StreamInfo.find(api, ForestStreamLayout.LEAVES).whenComplete((found, failure) -> {
            if (failure == null) {
                answer.complete(remember(found.map(StreamInfo::subjects).orElse(SubjectPatternSet.empty())));
            } else {
                forgetAsking();
                answer.completeExceptionally(failure);
            }
        });
    }
}
