package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks a nim which entity a leaf is about, on threads that may be given up. Any thread. */
final class EntityLeafNaming {
    private static final long PAUSE_SECONDS = 1;

    private final EntityNim<?> nim;
    private final PluginQueue calls;
    private final ScheduledExecutorService timer;
    private final FailingEntityLeaves failing;

    EntityLeafNaming(EntityNim<?> nim, PluginQueue calls, ScheduledExecutorService timer, FailingEntityLeaves failing) {
        this.nim = nim;
        this.calls = calls;
        this.timer = timer;
        this.failing = failing;
    }

    /** Fails with {@code RejectedInputException} when the nim throws, names none, or does not return in several attempts. */
    CompletionStage<EntityKey> name(MessageDelivery<Leaf> delivery) {
        return name(delivery, 1).whenComplete((key, refused) -> failing.remove(delivery.id()));
    }

    private CompletionStage<EntityKey> name(MessageDelivery<Leaf> delivery, int attempt) {
        return calls.call(message(delivery), () -> entity(delivery.message()))
                .handle((key, thrown) -> thrown == null
                        ? CompletableFuture.completedFuture(key)
                        : failed(delivery, attempt, CompletionFailures.cause(thrown)))
                .thenCompose(next -> next);
    }

    /** Another one than that of {@code apply}: that this call returned does not mean that the other one did. */
    private static String message(MessageDelivery<Leaf> delivery) {
        return "entity of " + delivery.id().value();
    }

    private EntityKey entity(Leaf leaf) {
        EntityKey key = nim.entity(leaf);
        if (key == null) {
            throw new RejectedInputException("it returned null from entity");
        }
        return key;
    }

    private CompletionStage<EntityKey> failed(MessageDelivery<Leaf> delivery, int attempt, Throwable thrown) {
        Verdict verdict = calls.failed(message(delivery), thrown);
        if (verdict.kind() == Verdict.Kind.POSTPONE) {
            return later().thenCompose(due -> name(delivery, attempt));
        }
        if (PluginQueue.mayReturnNextTime(thrown, verdict)) {
            failing.add(delivery, verdict.failure().orElseThrow(), attempt, Duration.ZERO);
            return name(delivery, attempt + 1);
        }
        return CompletableFuture.failedFuture(new RejectedInputException(
                "entity nim " + nim.name() + " names no entity for the leaf: " + described(thrown)));
    }

    /** What a nim refuses in words of its own needs no name of a type. */
    private static String described(Throwable thrown) {
        return thrown instanceof RejectedInputException refused
                ? String.valueOf(refused.getMessage())
                : thrown.toString();
    }

    private CompletionStage<Boolean> later() {
        CompletableFuture<Boolean> due = new CompletableFuture<>();
        timer.schedule(() -> due.complete(true), PAUSE_SECONDS, TimeUnit.SECONDS);
        return due;
    }
}
