package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.harness.DeliveredMessage;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/**
 * Whoever sees that a leaf has come queues what follows from it: that has to come behind the leaf. Else a later leaf of its
 * entity would go first, and the leaf would be taken for one that was applied before.
 */
class DeliveryOrderTest {
    private static final long SEQUENCE = 7;

    private final ConsumerOwnership ownership = new ConsumerOwnership();
    private final List<Long> seenWhenQueued = new ArrayList<>();

    @Test
    void aLeafCountsAsSeenOnceItIsInTheQueueAndNotBefore() {
        Executor workers = task -> seenWhenQueued.add(ownership.lastSequence());
        DurableStreamConsumer<String> consumer = new DurableStreamConsumer<>(
                new DurableConsumerPlan(
                        ForestStreamLayout.LEAVES, "entity-count", SubjectPatternSet.empty(), Duration.ofSeconds(9)),
                resources(workers),
                (message, key) -> "",
                delivery -> CompletableFuture.completedFuture(Verdict.done()),
                ownership);

        consumer.take(
                DeliveredMessage.of(3, SEQUENCE),
                new ConsumerProvisioner.Found(
                        1, "entity-count-1", SubjectPatternSet.empty(), PullRequestLimits.none()));

        assertThat(seenWhenQueued).containsExactly(0L);
        assertThat(ownership.lastSequence()).isEqualTo(SEQUENCE);
    }

    @SuppressWarnings("NullAway")
    private static ConsumerResources resources(Executor workers) {
        JetStreamApi api = new JetStreamApi(
                () -> {
                    throw new IllegalStateException("not asked for");
                },
                Duration.ofSeconds(1));
        return new ConsumerResources(
                api,
                null,
                null,
                null,
                new ScheduledThreadPoolExecutor(0),
                workers,
                NodeMetrics.none(),
                ConsumerSettings.standard(),
                Clock.systemUTC());
    }
}
