package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.entity.LeafStanding;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one leaf into the state of its entity: reads the state, asks whether the leaf is in it, has the nim make the next
 * one, and adds that if nobody else was faster; else from the beginning. Any thread; to be called for one leaf of an entity
 * at a time.
 */
final class EntityLeafWorker<S> {
    private static final Logger LOG = LoggerFactory.getLogger(EntityLeafWorker.class);
    private static final int MOST_CONFLICTS = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What the nim made of a leaf. */
    private record Applied(Optional<JsonPayload> next, List<Leaf> dropped) {
        /**
         * Such a leaf leaves no trace: if it comes again after others, it is as if it came then for the first time. It is
         * told by the value itself, since a state that was upgraded has to be written.
         */
        boolean isUnchangedFrom(EntityState state, int version) {
            return dropped.isEmpty()
                    && state.version() == version
                    && state.value().isPresent()
                    && next.equals(state.value());
        }
    }

    private final EntityNim<S> nim;
    private final EntityStateReader states;
    private final EntityHumus humus;
    private final Soil soil;
    private final EntityStateCodec codec;
    private final PluginQueue calls;
    private final EntityTimer timer;
    private final NodeMetrics instruments;
    private final EntityWaitList waiting;

    EntityLeafWorker(
            EntityNim<S> nim,
            EntityStateReader states,
            EntityHumus humus,
            Soil soil,
            EntityStateCodec codec,
            PluginQueue calls,
            EntityTimer timer,
            NodeMetrics instruments,
            EntityWaitList waiting) {
        this.nim = nim;
        this.states = states;
        this.humus = humus;
        this.soil = soil;
        this.codec = codec;
        this.calls = calls;
        this.timer = timer;
        this.instruments = instruments;
        this.waiting = waiting;
    }

    /** The stage completes once the leaf is in the state or never will be; it does not fail. */
    CompletionStage<Verdict> work(EntityLeafTask task) {
        NodeMetrics.Passage passage = instruments.begin(Hop.NIM);
        return attempt(task).thenApply(verdict -> {
            if (verdict.kind() == Verdict.Kind.DONE) {
                passage.end();
            }
            return verdict;
        });
    }

    private CompletionStage<Verdict> attempt(EntityLeafTask task) {
        CompletionStage<EntityState> reading;
        try {
            reading = states.read(task.key());
        } catch (RuntimeException failure) {
            reading = CompletableFuture.failedFuture(failure);
        }
        return reading.thenCompose(state -> weigh(task, state))
                .handle((verdict, failure) -> failure == null
                        ? CompletableFuture.completedFuture(verdict)
                        : failed(task, CompletionFailures.cause(failure)).toCompletableFuture())
                .thenCompose(next -> next);
    }

    private CompletionStage<Verdict> weigh(EntityLeafTask task, EntityState state) {
        LeafStanding standing = state.applied().standing(task.origin());
        if (standing == LeafStanding.APPLIED) {
            instruments.add(Count.SOIL_UNCHANGED);
            return settled(task, Verdict.done());
        }
        if (standing == LeafStanding.PASSED_OVER) {
            return settled(task, Verdict.reject(task.givenUp().orElse("passed over, and handed over again")));
        }
        if (task.givenUp().isPresent()) {
            return passOver(task, state, task.givenUp().get());
        }
        return standing == LeafStanding.LATE ? late(task, state) : change(task, state);
    }

    private CompletionStage<Verdict> late(EntityLeafTask task, EntityState state) {
        return change(task, state).thenApply(verdict -> {
            if (verdict.kind() == Verdict.Kind.DONE) {
                LOG.info(
                        "leaf applied out of order: nim={} entity={} position={}",
                        nim.name(),
                        task.key(),
                        task.origin().position());
            }
            return verdict;
        });
    }

    private CompletionStage<Verdict> change(EntityLeafTask task, EntityState state) {
        if (state.version() > nim.version()) {
            return wait(
                    task,
                    "its state has version " + state.version() + ", and nim " + nim.name() + " here knows up to "
                            + nim.version() + ": its leaves wait for a node that knows it");
        }
        return calls.call(message(task), () -> apply(task.leaf(), state))
                .handle((made, thrown) ->
                        thrown == null ? add(task, state, made) : nimFailed(task, CompletionFailures.cause(thrown)))
                .thenCompose(next -> next);
    }

    private static String message(EntityLeafTask task) {
        return task.delivery().id().value();
    }

    private Applied apply(Leaf leaf, EntityState state) {
        EntityEffectRecorder effects = new EntityEffectRecorder(nim.name(), leaf, soil);
        Optional<S> now = state.value().map(value -> codec.read(upgraded(value, state.version()), nim.stateType()));
        S next = nim.apply(now, leaf, effects);
        effects.seal();
        if (next == null) {
            throw new RejectedInputException("nim " + nim.name() + " returned null for a state");
        }
        return new Applied(effects.isRemoved() ? Optional.empty() : Optional.of(codec.write(next)), effects.dropped());
    }

    private CompletionStage<Verdict> nimFailed(EntityLeafTask task, Throwable thrown) {
        if (thrown instanceof ForestException known) {
            return CompletableFuture.failedFuture(known);
        }
        Verdict verdict = calls.failed(message(task), thrown);
        return switch (verdict.kind()) {
            case REJECT -> attempt(task.givingUp(verdict.reason()));
            case RETRY -> retry(task, verdict);
            default -> wait(task, verdict.reason());
        };
    }

    private CompletionStage<Verdict> retry(EntityLeafTask task, Verdict verdict) {
        EntityLeafTask next = task.failed();
        RetryPolicy policy = verdict.failure().map(HandlerFailure::policy).orElse(RetryPolicy.standard());
        if (policy.isOverAfter(next.failures())) {
            return attempt(next.givingUp("failed " + next.failures() + " times, at last: " + verdict.reason()));
        }
        waiting.add(task, verdict.reason());
        return timer.after(policy.delayAfter(next.failures()), task, () -> attempt(next));
    }

    private JsonPayload upgraded(JsonPayload value, int version) {
        return version < nim.version() ? nim.upgrade(value, version) : value;
    }

    /** Kept in the state before it becomes a dead letter, so that it is known there whatever happens in between. */
    private CompletionStage<Verdict> passOver(EntityLeafTask task, EntityState state, String reason) {
        if (task.origin().late()) {
            return settled(task, Verdict.reject(reason));
        }
        AppliedLeaves applied = state.applied().passingOver(task.origin().position());
        return add(task, state, state.value(), state.version(), applied, List.of(), Verdict.reject(reason));
    }

    private CompletionStage<Verdict> add(EntityLeafTask task, EntityState state, Applied made) {
        if (made.isUnchangedFrom(state, nim.version())) {
            instruments.add(Count.SOIL_UNCHANGED);
            return settled(task, Verdict.done());
        }
        AppliedLeaves applied = state.applied().with(task.origin());
        return add(task, state, made.next(), nim.version(), applied, made.dropped(), Verdict.done());
    }

    private CompletionStage<Verdict> add(
            EntityLeafTask task,
            EntityState state,
            Optional<JsonPayload> next,
            int version,
            AppliedLeaves applied,
            List<Leaf> dropped,
            Verdict verdict) {
        EntityProvenance made = new EntityProvenance(nim.name(), version, applied);
        Compost compost = new Compost(
                        task.key(),
                        next.isPresent() ? CompostAction.UPDATE : CompostAction.DELETE,
                        next.orElse(JsonPayload.NULL),
                        nim.name().value(),
                        task.leaf().time())
                .of(made)
                .dropping(dropped);
        return humus.add(nim.name(), compost, state.sequence()).thenCompose(sequence -> {
            instruments.add(Count.COMPOSTS_ADDED);
            states.remember(task.key(), EntityState.of(next, made, sequence));
            return settled(task, verdict);
        });
    }

    private CompletionStage<Verdict> failed(EntityLeafTask task, Throwable failure) {
        states.forget(task.key());
        if (failure instanceof StaleRevisionException || failure instanceof UnknownOutcomeException) {
            return task.conflicts() < MOST_CONFLICTS
                    ? attempt(task.conflicted())
                    : wait(task, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof RejectedInputException refused) {
            return giveUp(task, String.valueOf(refused.getMessage()));
        }
        return wait(
                task,
                failure instanceof ForestException known ? String.valueOf(known.getMessage()) : failure.toString());
    }

    /** What cannot even be passed over is refused as it is: its state is too large for one more word. */
    private CompletionStage<Verdict> giveUp(EntityLeafTask task, String reason) {
        return task.givenUp().isPresent() ? settled(task, Verdict.reject(reason)) : attempt(task.givingUp(reason));
    }

    private CompletionStage<Verdict> wait(EntityLeafTask task, String reason) {
        waiting.add(task, reason);
        return timer.after(PAUSE, task, () -> attempt(task));
    }

    private CompletionStage<Verdict> settled(EntityLeafTask task, Verdict verdict) {
        waiting.remove(task);
        return CompletableFuture.completedFuture(verdict);
    }
}
