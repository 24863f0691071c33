package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.ExpiringEntityNim;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.usecase.entity.due.EntityDueWatch;
import com.nimsforest.node.ports.usecase.entity.state.EntityChange;
import com.nimsforest.node.ports.usecase.entity.state.EntityState;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateReader;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateWriter;
import com.nimsforest.node.ports.usecase.entity.state.EntityWaitList;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due of an entity, in turn with its leaves: drops its delayed leaves, and tells its nim that the state has
 * expired. What follows is added only if the state is still the one that was read, so that it takes effect once, whichever
 * nodes try. Any thread.
 */
final class EntityDueWorker<S> {
    private static final Logger LOG = LoggerFactory.getLogger(EntityDueWorker.class);
    /** When a node that is no owner does it: the owner may have died, and is replaced with the next leaf only. */
    private static final Duration NOT_OWNER = Duration.ofSeconds(10);
    /** A server without a majority steps down after that, and answers with what was true before until then. */
    private static final Duration LEADS_NO_MORE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String DUE = "what is due";

    private final EntityNim<S> nim;
    private final Optional<ExpiringEntityNim<S>> expiring;
    private final EntityStateReader states;
    private final EntityStateWriter writer;
    private final EntityNimCaller<S> caller;
    private final PluginQueue calls;
    private final EntityTaskQueues queues;
    private final Clock clock;
    private final EntityWaitList waiting;
    private final Map<EntityKey, Integer> failures = new ConcurrentHashMap<>();
    /** Those whose state said that nothing was due when the soil had said so. */
    private final Set<EntityKey> doubted = ConcurrentHashMap.newKeySet();

    EntityDueWorker(
            EntityNim<S> nim,
            EntityStateReader states,
            EntityStateWriter writer,
            EntityNimCaller<S> caller,
            PluginQueue calls,
            EntityTaskQueues queues,
            Clock clock,
            EntityWaitList waiting) {
        this.nim = nim;
        this.expiring = nim instanceof ExpiringEntityNim<S> ends ? Optional.of(ends) : Optional.empty();
        this.states = states;
        this.writer = writer;
        this.caller = caller;
        this.calls = calls;
        this.queues = queues;
        this.clock = clock;
        this.waiting = waiting;
    }

    void work(EntityDueWatch watch, LeafOwnership ownership) {
        watch.takeDue(ownership.isOwner() ? Duration.ZERO : NOT_OWNER).forEach(entity -> submit(entity, watch));
    }

    private void submit(EntityKey entity, EntityDueWatch watch) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        queues.submit(entity, () -> attempt(entity, watch), verdict);
        verdict.whenComplete((said, failure) -> {
            if (said == null || said.kind() != Verdict.Kind.DONE) {
                watch.put(entity, clock.instant().plus(PAUSE));
            }
        });
    }

    /** What is remembered may be of a time when this node was the owner. */
    private CompletionStage<Verdict> attempt(EntityKey entity, EntityDueWatch watch) {
        states.forget(entity);
        return states.read(entity)
                .thenCompose(state -> attempt(entity, state, watch))
                .handle((verdict, failure) -> failure == null ? verdict : failed(entity, watch, failure));
    }

    private CompletionStage<Verdict> attempt(EntityKey entity, EntityState state, EntityDueWatch watch) {
        Instant now = clock.instant();
        Instant end = expiry(state).orElse(Instant.MAX);
        DelayedLeaves due = state.delayed().dueAt(end.isBefore(now) ? end : now);
        if (!due.isEmpty()) {
            return drop(entity, state, due, watch);
        }
        if (end.isAfter(now)) {
            return nothing(entity, state, watch);
        }
        if (state.version() > nim.version()) {
            watch.put(entity, now.plus(NOT_OWNER));
            return CompletableFuture.completedFuture(Verdict.done());
        }
        return calls.call(DUE + " of " + entity, () -> caller.expire(expiring.orElseThrow(), state))
                .thenCompose(next -> writer.add(entity, state, next, nim.version(), state.applied(), now))
                .thenCompose(added -> {
                    LOG.debug("entity expired: nim={} entity={} at={}", nim.name(), entity, end);
                    return settled(entity, added, watch);
                });
    }

    private Optional<Instant> expiry(EntityState state) {
        return expiring.isPresent() && state.value().isPresent() ? state.expires() : Optional.empty();
    }

    /** The leaves are named by the change that takes them off the list: both are kept or neither. */
    private CompletionStage<Verdict> drop(
            EntityKey entity, EntityState state, DelayedLeaves due, EntityDueWatch watch) {
        DelayedLeaves left = state.delayed().dueAfter(due.lastDue());
        EntityChange change = EntityChange.dropping(state, leaves(due), left);
        return writer.add(entity, state, change, state.version(), state.applied(), clock.instant())
                .thenCompose(added -> {
                    LOG.debug("delayed leaves dropped: nim={} entity={} leaves={}", nim.name(), entity, due.leaves());
                    return settled(entity, added, watch);
                });
    }

    private List<Leaf> leaves(DelayedLeaves due) {
        return due.leaves().stream()
                .map(leaf -> new Leaf(leaf.subject(), leaf.data(), nim.name().value(), leaf.due()))
                .toList();
    }

    /** The soil said otherwise: it is behind, or a server answered that leads no more, which a second look tells. */
    private CompletionStage<Verdict> nothing(EntityKey entity, EntityState state, EntityDueWatch watch) {
        if (doubted.add(entity)) {
            watch.put(entity, clock.instant().plus(LEADS_NO_MORE));
            return CompletableFuture.completedFuture(Verdict.done());
        }
        return settled(entity, state, watch);
    }

    private CompletionStage<Verdict> settled(EntityKey entity, EntityState state, EntityDueWatch watch) {
        Stream.concat(expiry(state).stream(), state.delayed().firstDue().stream())
                .min(Instant::compareTo)
                .ifPresent(next -> watch.put(entity, next));
        doubted.remove(entity);
        failures.remove(entity);
        waiting.remove(entity, DUE);
        return CompletableFuture.completedFuture(Verdict.done());
    }

    /** There is no message that could become a dead letter, so that it is tried for as long as the state stands. */
    private Verdict failed(EntityKey entity, EntityDueWatch watch, Throwable failure) {
        states.forget(entity);
        Throwable cause = CompletionFailures.cause(failure);
        String reason = cause instanceof ForestException known ? String.valueOf(known.getMessage()) : cause.toString();
        Verdict verdict = cause instanceof ForestException
                ? Verdict.postpone(reason)
                : calls.failed(DUE + " of " + entity, cause);
        int times = failures.merge(entity, 1, Integer::sum);
        boolean isOfNim = verdict.kind() == Verdict.Kind.RETRY || verdict.kind() == Verdict.Kind.REJECT;
        if (isOfNim || times > 1) {
            waiting.add(entity, DUE, "its state has expired or a delayed leaf of it is due, and " + reason);
        }
        watch.put(entity, clock.instant().plus(isOfNim ? nim.retryPolicy().delayAfter(times) : PAUSE));
        return Verdict.done();
    }
}
