package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.SharedTicks;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an entity nim's handler when it owns the leaves and up to where their order is known. When the ownership begins,
 * or a delivery was missed, the leaves from the acknowledgement floor on are read from the stream itself, instead of waiting
 * until the servers take what the owner before had for lost. Any thread; the handler is called in the consumer's order.
 */
final class EntityLeafFeed {
    /** After which break the handler gave its leaves back, and the highest stream sequence that was received until then. */
    private record GivenBack(long breaks, long upTo) {}

    private static final Logger LOG = LoggerFactory.getLogger(EntityLeafFeed.class);
    private static final Duration TICK = Duration.ofMillis(10);
    /** Between two ticks while no leaf waits for its order. */
    private static final Duration IDLE_TICK = Duration.ofMillis(250);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);

    private final JetStreamApi api;
    private final DurableConsumerPlan plan;
    private final ConsumerOwnership ownership;
    private final EntityLeafHandler handler;
    private final ScheduledExecutorService timer;
    private final OriginFloorReader floors;
    private final EntityLeafCatchUp catchUp;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final UnorderedPositions unordered = new UnorderedPositions();
    private final StaleAnswerFilter answers = new StaleAnswerFilter(System::nanoTime);
    /** A tick that comes before the next idle one is scheduled. */
    private final AtomicBoolean soonScheduled = new AtomicBoolean();

    private Executor inOrder = Runnable::run;
    private volatile boolean following;
    private long forgotten;
    private volatile GivenBack givenBack = new GivenBack(-1, 0);
    private volatile long term;
    private volatile @Nullable EntityLeafHorizon horizon;
    /** How long nothing is asked for after an answer by which no leaf could go on. */
    private volatile Duration pause = TICK;

    private volatile long answeredAt;

    EntityLeafFeed(
            JetStreamApi api,
            DurableConsumerPlan plan,
            ConsumerOwnership ownership,
            EntityLeafHandler handler,
            ScheduledExecutorService timer) {
        this.api = api;
        this.plan = plan;
        this.ownership = ownership;
        this.handler = handler;
        this.timer = timer;
        this.floors = new OriginFloorReader(api);
        this.catchUp = new EntityLeafCatchUp(api, plan);
    }

    /** @param order runs tasks in the order of what is handed over */
    Subscription follow(Executor order) {
        inOrder = order;
        following = true;
        ScheduledFuture<?> ticking = SharedTicks.start(timer, this::tickWhileWaiting, IDLE_TICK);
        return () -> {
            following = false;
            ticking.cancel(false);
        };
    }

    /** A leaf that was delivered, or read to catch up. */
    CompletionStage<Verdict> take(MessageDelivery<Leaf> delivery) {
        unordered.add(delivery.origin());
        tickSoon();
        return handler.take(delivery);
    }

    /** Whether the leaves are this node's, as far as it knows. */
    boolean isOwner() {
        return ownership.isPinned() && ownership.breaks() == term;
    }

    private void tickWhileWaiting() {
        safely();
        if (isWaiting()) {
            tickSoon();
        }
    }

    private boolean isWaiting() {
        return ownership.isPinned() && (ownership.breaks() != term || horizon != null || !unordered.isEmpty());
    }

    private void tickSoon() {
        if (following && !soonScheduled.getAndSet(true)) {
            try {
                timer.schedule(
                        () -> {
                            soonScheduled.set(false);
                            tickWhileWaiting();
                        },
                        TICK.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                LOG.debug("no more ticks, the node is ending: {}", plan.name());
            }
        }
    }

    /** A timer that sees anything thrown never ticks again. */
    private void safely() {
        try {
            if (!busy.getAndSet(true)) {
                tick().whenComplete((done, failure) -> {
                    busy.set(false);
                    if (failure != null) {
                        LOG.debug("{} is asked again: {}", plan.name(), ApiRequestException.describe(failure));
                    }
                });
            }
        } catch (Throwable failure) {
            busy.set(false);
            LOG.debug("{} is asked again: {}", plan.name(), failure.toString());
        }
    }

    private CompletableFuture<?> tick() {
        long breaks = ownership.breaks();
        if (breaks != forgotten) {
            forgotten = breaks;
            horizon = null;
            inOrder.execute(() -> forget(breaks));
        }
        if (!ownership.isPinned()) {
            return CompletableFuture.completedFuture(true);
        }
        return breaks == term ? order(breaks) : begin(breaks);
    }

    /** Leaves that were received after the break but queued before this task are given back, too. */
    private void forget(long breaks) {
        unordered.clear();
        pause = TICK;
        handler.begin();
        givenBack = new GivenBack(breaks, ownership.lastSequence());
    }

    private CompletableFuture<?> begin(long breaks) {
        GivenBack before = givenBack;
        if (before.breaks() != breaks) {
            return CompletableFuture.completedFuture(true);
        }
        return catchUp.read(ownership, breaks, before.upTo(), delivery -> inOrder.execute(() -> take(delivery)))
                .thenAccept(complete -> {
                    if (complete) {
                        LOG.info("owner of the leaves: nim={} consumer={}", plan.name(), ownership.consumer());
                        term = breaks;
                    }
                });
    }

    private CompletableFuture<?> order(long breaks) {
        EntityLeafHorizon present = horizon;
        if (present != null) {
            return completeReached(present) ? CompletableFuture.completedFuture(true) : lookAhead(present);
        }
        Set<String> streams = unordered.streams();
        if (streams.isEmpty() || System.nanoTime() - answeredAt < pause.toNanos()) {
            return CompletableFuture.completedFuture(true);
        }
        return horizon(breaks, streams, last -> CompletableFuture.completedFuture(UnreceivedLeaves.notRead()));
    }

    /**
     * What waits may be more than may be in flight, and what is in flight waits for its order: then what was not received is
     * read from the stream, for its positions alone.
     */
    private CompletableFuture<?> lookAhead(EntityLeafHorizon old) {
        horizon = null;
        long from = ownership.lastSequence() + 1;
        return catchUp.positions(ownership.epoch(), from, old.last()).thenCompose(rest -> {
            Set<String> streams = new HashSet<>(unordered.streams());
            rest.values().forEach(position -> streams.add(position.stream()));
            return horizon(
                    old.breaks(),
                    streams,
                    last -> catchUp.positions(ownership.epoch(), old.last() + 1, last)
                            .thenApply(more -> {
                                rest.putAll(more);
                                return UnreceivedLeaves.of(rest);
                            }));
        });
    }

    private CompletableFuture<?> horizon(
            long breaks, Set<String> streams, LongFunction<CompletableFuture<UnreceivedLeaves>> unreceived) {
        long received = ownership.lastSequence();
        return floors(streams)
                .thenCompose(known -> catchUp.last().thenCompose(last -> {
                    if (!answers.isCurrent(last, received)) {
                        return CompletableFuture.completedFuture(false);
                    }
                    return unreceived.apply(last).thenApply(rest -> {
                        horizon = new EntityLeafHorizon(breaks, streams, known, last, rest, 0, System.nanoTime());
                        return completeReached(horizon);
                    });
                }));
    }

    /** Leaves that have no origin but their own place need no floor of another stream. */
    private CompletableFuture<Map<String, Long>> floors(Set<String> streams) {
        Set<String> others = new HashSet<>(streams);
        others.remove(ownPositionStream());
        return others.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : floors.floors(others);
    }

    /** The stream in the positions of leaves that were not made from another message. */
    private String ownPositionStream() {
        return StreamIdentity.positionStream(plan.stream(), ownership.epoch());
    }

    /** Returns whether there is nothing to do but to wait for the leaves up to there. */
    private boolean completeReached(EntityLeafHorizon next) {
        long received = ownership.lastSequence();
        if (received >= next.last()) {
            horizon = null;
            inOrder.execute(() -> complete(next));
        } else if (next.isPartOrdered(received)) {
            horizon = next.after(received);
            inOrder.execute(() -> complete(next.upTo(received)));
        } else if (next.isOld()) {
            return false;
        }
        return true;
    }

    private void complete(EntityLeafHorizon reached) {
        Map<String, Long> all = new HashMap<>(reached.floors());
        all.put(ownPositionStream(), reached.last());
        // One whose stream was not asked for is of a stream that got its identity since, or was not needed before.
        boolean isOfAsked = Stream.concat(reached.asked().stream(), all.keySet().stream())
                .collect(Collectors.toSet())
                .containsAll(unordered.streams());
        if (ownership.breaks() != reached.breaks() || !isOfAsked) {
            return;
        }
        OriginFloors known = new OriginFloors(all);
        pause = unordered.remove(known) ? TICK : longer(pause);
        answeredAt = System.nanoTime();
        handler.complete(known);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
