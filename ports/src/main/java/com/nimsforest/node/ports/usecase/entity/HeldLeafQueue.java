package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of one stream that are held until their order is known. One thread at a time, but for {@link #problem}, which
 * any may call.
 */
final class HeldLeafQueue {
    /** A wait that is told: the order is usually known after some milliseconds. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** @param since when the last leaf went on, or the first one came */
    private record Waiting(String stream, long sequence, Instant since) {}

    private final Queue<HeldEntityLeaf> leaves = new PriorityQueue<>(Comparator.comparing(HeldEntityLeaf::position));
    private volatile @Nullable Waiting waiting;

    void add(HeldEntityLeaf leaf, Instant now) {
        leaves.add(leaf);
        Waiting before = waiting;
        waiting = waiting(before == null ? now : before.since());
    }

    /** Hands over those whose order is known, in order. */
    void releaseReached(OriginFloors floors, Instant now, Consumer<HeldEntityLeaf> released) {
        int before = leaves.size();
        while (!leaves.isEmpty() && floors.reach(leaves.element().position())) {
            released.accept(leaves.remove());
        }
        if (leaves.size() < before) {
            waiting = waiting(now);
        }
    }

    /** Hands over all of them. */
    void releaseAll(Consumer<HeldEntityLeaf> released) {
        leaves.forEach(released);
        leaves.clear();
        waiting = null;
    }

    /** Tells of leaves of which none went on for long; empty when there are none. */
    Optional<HealthFinding> problem(Token nim, Instant now) {
        return Optional.ofNullable(waiting)
                .filter(wait -> wait.since().plus(LONG).isBefore(now))
                .map(wait -> HealthFinding.about(nim.value(), ProblemKind.ENTITY_NIM_WAITING)
                        .with(HealthFact.STREAM, wait.stream())
                        .with(HealthFact.SEQUENCE, wait.sequence())
                        .since(wait.since()));
    }

    private @Nullable Waiting waiting(Instant since) {
        HeldEntityLeaf first = leaves.peek();
        return first == null
                ? null
                : new Waiting(first.position().streamName(), first.position().sequence(), since);
    }
}
