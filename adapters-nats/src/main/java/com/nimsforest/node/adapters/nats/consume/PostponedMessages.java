package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The messages that could not be worked on for a reason outside of their handler, and that the servers give out again later:
 * to any node, so one that has not come back soon after its time is another's, or gone, and is passed on. Any thread.
 */
final class PostponedMessages {
    private static final int MOST = 10_000;
    private static final Duration OVERDUE = Duration.ofSeconds(5);
    /** A reason that passes with the election of a leader is no problem yet. */
    private static final Duration PASSING = Duration.ofSeconds(5);

    private record Postponement(String reason, Instant next) {}

    private final Map<StreamMessageKey, Postponement> postponed = new HashMap<>();
    private final LongConsumer missed;
    private long epoch;

    /** @param missed is told the sequence of a message that did not come back */
    PostponedMessages(LongConsumer missed) {
        this.missed = missed;
    }

    /** Messages of another epoch of the stream than the present one are gone with their stream. */
    synchronized void keepOnly(long present) {
        epoch = present;
        postponed.keySet().removeIf(key -> key.epoch() != present);
    }

    synchronized void add(StreamMessageKey key, String reason, Instant next) {
        if (key.epoch() == epoch && (postponed.size() < MOST || postponed.containsKey(key))) {
            postponed.put(key, new Postponement(reason, next));
        }
    }

    synchronized void remove(StreamMessageKey key) {
        postponed.remove(key);
    }

    /** How many there are, and what the oldest waits for; empty while none is older than a few seconds. */
    synchronized Optional<HealthFinding> problem(DurableConsumerPlan plan, Instant now) {
        Set<StreamMessageKey> late = postponed.entrySet().stream()
                .filter(one -> one.getValue().next().plus(OVERDUE).isBefore(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        postponed.keySet().removeAll(late);
        late.forEach(key -> missed.accept(key.sequence()));
        return postponed.entrySet().stream()
                .min(Comparator.comparing(one -> one.getKey().stored()))
                .filter(oldest -> oldest.getKey().stored().plus(PASSING).isBefore(now))
                .map(oldest -> problem(
                        plan, oldest.getKey().stored(), oldest.getValue().reason()));
    }

    private HealthFinding problem(DurableConsumerPlan plan, Instant oldest, String cause) {
        return HealthFinding.about(plan.name(), ProblemKind.MESSAGES_POSTPONED)
                .with(HealthFact.COUNT, postponed.size())
                .with(HealthFact.STREAM, plan.stream())
                .with(HealthFact.BEGIN, oldest)
                .with(HealthFact.CAUSE, cause)
                .since(oldest);
    }
}
