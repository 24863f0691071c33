package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.message.PublishReceipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that knows no batches takes each message of one alone, and answers the last: that must not count for all. */
@Timeout(60)
class BatchesWithoutServerSupportIT extends OnStreamPublisher {
    @Override
    NatsServer startServer() {
        return NatsServer.builder().version("2.11.0").start();
    }

    @Test
    void eachIsStoredOnceAndHasItsOwnAnswer() throws Exception {
        assertThat(publish("river.a", "200", BUDGET)).succeedsWithin(SOON);
        publisher.allowBatches("RIVER", true);

        List<CompletableFuture<PublishReceipt>> stored = IntStream.range(0, 300)
                .mapToObj(i -> publish("river.a", Integer.toString(i), BUDGET))
                .toList();

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        List<String> content = content("RIVER");
        assertThat(content).containsExactlyInAnyOrderElementsOf(names(300));
        for (int i = 0; i < 300; i++) {
            assertThat(content.get((int) stored.get(i).join().sequence() - 1)).isEqualTo(Integer.toString(i));
        }
    }
}
