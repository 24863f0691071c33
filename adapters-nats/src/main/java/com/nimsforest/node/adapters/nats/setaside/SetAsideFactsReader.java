package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideSubject;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells what is set aside and no node works on, as a consumer that waits. Waits for the servers. */
public final class SetAsideFactsReader {
    private final JetStreamApi api;
    private final MessageBatch setAside;
    private final Duration retention;
    private final Clock clock;

    /** @param kept how long a message waits for a tree before it becomes a dead letter */
    public SetAsideFactsReader(JetStreamApi api, Duration retention, Clock clock) {
        this.api = api;
        this.setAside = new MessageBatch(api, ForestStreamLayout.ASIDE);
        this.retention = retention;
        this.clock = clock;
    }

    /** What waits for want of a tree, as it is now. */
    public Optional<ConsumerFacts> unknown() {
        return WorkQueueState.read(api, ForestStreamLayout.ASIDE).flatMap(this::unknown);
    }

    Optional<ConsumerFacts> unknown(WorkQueueState queue) {
        return queue.unclaimed() == 0
                ? Optional.empty()
                : setAside.next(1, SetAsideSubject.UNKNOWN).map(oldest -> unknown(queue, oldest));
    }

    private ConsumerFacts unknown(WorkQueueState queue, StoredMessage oldest) {
        Duration age = Duration.between(oldest.time(), queue.serverTime());
        HealthFinding problem = HealthFinding.about("unknown", ProblemKind.UNKNOWN_SUBJECTS)
                .with(HealthFact.COUNT, queue.unclaimed())
                .with(HealthFact.SUBJECT, oldest.header(InFlightMessage.SUBJECT).orElse(""))
                .with(HealthFact.FIRST, seconds(oldest.time()))
                .with(HealthFact.UNTIL, seconds(oldest.time().plus(retention)).toString());
        return facts("unknown", queue.unclaimed(), Optional.of(clock.instant().minus(age)), problem);
    }

    static ConsumerFacts treeMissing(WorkQueueState.Consumer consumer) {
        HealthFinding problem = HealthFinding.about(consumer.name(), ProblemKind.TREE_MISSING)
                .with(HealthFact.COUNT, consumer.outstanding());
        return facts(consumer.name(), consumer.outstanding(), Optional.empty(), problem);
    }

    private static ConsumerFacts facts(String name, long count, Optional<Instant> oldest, HealthFinding problem) {
        return new ConsumerFacts(ForestStreamLayout.ASIDE, name, count, 0, 0, oldest, false, "").with(problem);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
