package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerConfiguration;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request for messages may ask for is read from the server and obeyed. */
@Timeout(120)
class PullRequestLimitsIT {
    private final AtomicInteger handled = new AtomicInteger();

    @Test
    void theLimitOfTheServerIsObeyed() {
        try (NatsServer server = NatsServer.builder()
                        .jetStreamOptions("limits { max_request_batch: 10 }")
                        .start();
                ConnectedAdapter forest = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
                Subscription humus = decompose(forest)) {
            addAndAwait(forest, 25);
        }
    }

    @Test
    void limitsThatAreEditedUnderARunningNodeAreObeyed() throws Exception {
        try (NatsServer server = NatsServer.start();
                ConnectedAdapter forest = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
                Subscription humus = decompose(forest)) {
            addAndAwait(forest, 1);

            try (Connection stranger = forest.stranger()) {
                JetStreamManagement management = stranger.jetStreamManagement();
                ConsumerConfiguration present = management
                        .getConsumerInfo("HUMUS", ConnectedAdapter.named(stranger, "HUMUS", "soil"))
                        .getConsumerConfiguration();
                management.addOrUpdateConsumer(
                        "HUMUS",
                        ConsumerConfiguration.builder(present)
                                .maxBatch(10)
                                .maxExpires(Duration.ofSeconds(2))
                                .build());
            }

            addAndAwait(forest, 25);
            assertThat(forest.forest.pipeline().consumers())
                    .allSatisfy(consumer -> assertThat(consumer.waits()).isEmpty());
        }
    }

    private Subscription decompose(ConnectedAdapter forest) {
        return forest.forest.humus().decompose(delivery -> {
            handled.incrementAndGet();
            return CompletableFuture.completedFuture(Verdict.done());
        });
    }

    private void addAndAwait(ConnectedAdapter forest, int more) {
        int all = handled.get() + more;
        for (int i = 0; i < more; i++) {
            SampleComposts.add(forest, "task-" + i);
        }
        await().atMost(ConnectedAdapter.SOON)
                .untilAsserted(() -> assertThat(handled).hasValue(all));
    }
}
