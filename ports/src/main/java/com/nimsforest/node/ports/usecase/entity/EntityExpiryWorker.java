package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driving.ExpiringEntityNim;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an entity nim that a state has expired, in turn with the leaves of the entity. What follows is added only if the
 * state is still the one that was read, so that it takes effect once, whichever nodes try. Any thread.
 */
final class EntityExpiryWorker<S> {
    private static final Logger LOG = LoggerFactory.getLogger(EntityExpiryWorker.class);
    /** When a node that is no owner does it: the owner may have died, and is replaced with the next leaf only. */
    private static final Duration NOT_OWNER = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String EXPIRY = "expiry";

    private final ExpiringEntityNim<S> nim;
    private final EntityStateReader states;
    private final EntityStateWriter writer;
    private final EntityNimCaller<S> caller;
    private final PluginQueue calls;
    private final EntityTaskQueues queues;
    private final Clock clock;
    private final EntityWaitList waiting;
    private final Map<EntityKey, Integer> failures = new ConcurrentHashMap<>();

    EntityExpiryWorker(
            ExpiringEntityNim<S> nim,
            EntityStateReader states,
            EntityStateWriter writer,
            EntityNimCaller<S> caller,
            PluginQueue calls,
            EntityTaskQueues queues,
            Clock clock,
            EntityWaitList waiting) {
        this.nim = nim;
        this.states = states;
        this.writer = writer;
        this.caller = caller;
        this.calls = calls;
        this.queues = queues;
        this.clock = clock;
        this.waiting = waiting;
    }

    void expire(EntityExpiryWatch watch, LeafOwnership ownership) {
        watch.takeExpired(ownership.isOwner() ? Duration.ZERO : NOT_OWNER).forEach(entity -> submit(entity, watch));
    }

    private void submit(EntityKey entity, EntityExpiryWatch watch) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        queues.submit(entity, () -> attempt(entity, watch), verdict);
        verdict.whenComplete((said, failure) -> {
            if (said == null || said.kind() != Verdict.Kind.DONE) {
                watch.put(entity, clock.instant().plus(PAUSE));
            }
        });
    }

    private CompletionStage<Verdict> attempt(EntityKey entity, EntityExpiryWatch watch) {
        return states.read(entity)
                .thenCompose(state -> expire(entity, state, watch))
                .handle((verdict, failure) -> failure == null ? verdict : failed(entity, watch, failure));
    }

    private CompletionStage<Verdict> expire(EntityKey entity, EntityState state, EntityExpiryWatch watch) {
        Instant now = clock.instant();
        Instant at = state.expires().orElse(Instant.MAX);
        if (at.isAfter(now) || state.value().isEmpty()) {
            state.expires().ifPresent(later -> watch.put(entity, later));
            return settled(entity);
        }
        if (state.version() > nim.version()) {
            watch.put(entity, now.plus(NOT_OWNER));
            return CompletableFuture.completedFuture(Verdict.done());
        }
        return calls.call(EXPIRY + " of " + entity, () -> caller.expire(nim, state))
                .thenCompose(next -> writer.add(entity, state, next, nim.version(), state.applied(), now))
                .thenCompose(added -> {
                    LOG.debug("entity expired: nim={} entity={} at={}", nim.name(), entity, at);
                    return settled(entity);
                });
    }

    private CompletionStage<Verdict> settled(EntityKey entity) {
        failures.remove(entity);
        waiting.remove(entity, EXPIRY);
        return CompletableFuture.completedFuture(Verdict.done());
    }

    /** There is no message that could become a dead letter, so that it is tried for as long as the state stands. */
    private Verdict failed(EntityKey entity, EntityExpiryWatch watch, Throwable failure) {
        states.forget(entity);
        Throwable cause = CompletionFailures.cause(failure);
        String reason = cause instanceof ForestException known ? String.valueOf(known.getMessage()) : cause.toString();
        Verdict verdict = cause instanceof ForestException
                ? Verdict.postpone(reason)
                : calls.failed(EXPIRY + " of " + entity, cause);
        int times = failures.merge(entity, 1, Integer::sum);
        boolean isOfNim = verdict.kind() == Verdict.Kind.RETRY || verdict.kind() == Verdict.Kind.REJECT;
        if (isOfNim || times > 1) {
            waiting.add(entity, EXPIRY, "its state has expired, and " + reason);
        }
        watch.put(entity, clock.instant().plus(isOfNim ? nim.retryPolicy().delayAfter(times) : PAUSE));
        return Verdict.done();
    }
}
