package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.LeafStanding;
import com.nimsforest.node.domain.handler.HandlerFailure;
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
import com.nimsforest.node.ports.usecase.entity.state.EntityChange;
import com.nimsforest.node.ports.usecase.entity.state.EntityState;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateReader;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateWriter;
import com.nimsforest.node.ports.usecase.entity.state.EntityWaitList;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.time.Duration;
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

    private final EntityNim<S> nim;
    private final EntityStateReader states;
    private final EntityStateWriter writer;
    private final EntityNimCaller<S> caller;
    private final PluginQueue calls;
    private final EntityTimer timer;
    private final NodeMetrics instruments;
    private final EntityWaitList waiting;
    private final FailingEntityLeaves failing;
    private final PassedOverReasons passedOver = new PassedOverReasons();

    EntityLeafWorker(
            EntityNim<S> nim,
            EntityStateReader states,
            EntityStateWriter writer,
            EntityNimCaller<S> caller,
            PluginQueue calls,
            EntityTimer timer,
            NodeMetrics instruments,
            EntityWaitList waiting,
            FailingEntityLeaves failing) {
        this.nim = nim;
        this.states = states;
        this.writer = writer;
        this.caller = caller;
        this.calls = calls;
        this.timer = timer;
        this.instruments = instruments;
        this.waiting = waiting;
        this.failing = failing;
    }

    /** The stage completes once the leaf is in the state or never will be; it does not fail. */
    CompletionStage<Verdict> work(EntityLeafTask task) {
        NodeMetrics.Passage passage = instruments.begin(Hop.NIM);
        return attempt(task.failedBefore(failing.failures(task.delivery().id())))
                .thenApply(verdict -> {
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
            instruments.add(Count.LEAVES_APPLIED_BEFORE);
            LOG.debug(
                    "leaf applied before: nim={} entity={} position={} id={}",
                    nim.name(),
                    task.key(),
                    task.origin().position(),
                    task.delivery().id());
            return settled(task, Verdict.done());
        }
        if (standing == LeafStanding.PASSED_OVER) {
            return settled(
                    task,
                    Verdict.reject(task.givenUp()
                            .orElseGet(() -> passedOver.of(task.origin().position()))));
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
        return calls.call(message(task), () -> caller.apply(task.leaf(), state))
                .handle((made, thrown) ->
                        thrown == null ? add(task, state, made) : nimFailed(task, CompletionFailures.cause(thrown)))
                .thenCompose(next -> next);
    }

    private static String message(EntityLeafTask task) {
        return task.delivery().id().value();
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
        HandlerFailure failure = verdict.failure().orElseThrow();
        if (failure.policy().isOverAfter(next.failures())) {
            return attempt(next.givingUp("failed " + next.failures() + " times, at last: " + verdict.reason()));
        }
        Duration delay = failure.policy().delayAfter(next.failures());
        failing.add(task.delivery(), failure, next.failures(), delay);
        waiting.add(task.key(), task.delivery().id(), verdict.reason());
        return later(delay, next);
    }

    /** Kept in the state before it becomes a dead letter, so that it is known there whatever happens in between. */
    private CompletionStage<Verdict> passOver(EntityLeafTask task, EntityState state, String reason) {
        if (task.origin().late()) {
            return settled(task, Verdict.reject(reason));
        }
        passedOver.add(task.origin().position(), reason);
        AppliedLeaves applied = state.applied().passingOver(task.origin().position());
        return writer.add(
                        task.key(),
                        state,
                        EntityChange.none(state),
                        state.version(),
                        applied,
                        task.leaf().time())
                .thenCompose(added -> settled(task, Verdict.reject(reason)));
    }

    private CompletionStage<Verdict> add(EntityLeafTask task, EntityState state, EntityChange made) {
        if (made.isNothing(state, nim.version())) {
            instruments.add(Count.SOIL_UNCHANGED);
            return settled(task, Verdict.done());
        }
        AppliedLeaves applied = state.applied().with(task.origin());
        return writer.add(
                        task.key(),
                        state,
                        made,
                        nim.version(),
                        applied,
                        task.leaf().time())
                .thenCompose(added -> settled(task, Verdict.done()));
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
        waiting.add(task.key(), task.delivery().id(), reason);
        return later(PAUSE, task);
    }

    private CompletionStage<Verdict> later(Duration delay, EntityLeafTask task) {
        return timer.after(delay, task.term())
                .thenCompose(isDue -> isDue ? attempt(task) : CompletableFuture.completedFuture(givenBack(task)));
    }

    private Verdict givenBack(EntityLeafTask task) {
        waiting.remove(task.key(), task.delivery().id());
        failing.giveBack(task.delivery().id());
        return Verdict.postpone("this node no longer owns entity " + task.key());
    }

    private CompletionStage<Verdict> settled(EntityLeafTask task, Verdict verdict) {
        waiting.remove(task.key(), task.delivery().id());
        failing.remove(task.delivery().id());
        return CompletableFuture.completedFuture(verdict);
    }
}
