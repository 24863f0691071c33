package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.impl.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is given to the publisher is stored, once and in order, whatever becomes of the server meanwhile. */
@Timeout(60)
class StreamPublisherIT extends OnStreamPublisher {
    @Test
    void storesAndGivesTheReceipt() {
        assertThat(publish("river.a", "1", BUDGET))
                .succeedsWithin(SOON)
                .isEqualTo(new PublishReceipt("RIVER", 1, false));
        assertThat(publish("river.a", "2", BUDGET))
                .succeedsWithin(SOON)
                .isEqualTo(new PublishReceipt("RIVER", 2, false));
    }

    @Test
    void theSameIdIsStoredOnce() {
        assertThat(publish("river.a", "same", BUDGET)).succeedsWithin(SOON);

        assertThat(publish("river.a", "same", BUDGET))
                .succeedsWithin(SOON)
                .isEqualTo(new PublishReceipt("RIVER", 1, true));
    }

    @Test
    void aRestartInTheMiddleLeavesEachMessageStoredOnceAndInOrder() throws Exception {
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }
        CompletableFuture<Void> restart = stored.get(1000).thenRunAsync(server::restart, threads.workers);
        for (int i = 2000; i < 6000; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }

        assertThat(restart).succeedsWithin(BUDGET);
        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(6000));
    }

    @Test
    void aFreezeInTheMiddleLosesNothing() throws Exception {
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>();
        server.freeze();
        for (int i = 0; i < 1000; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }
        await().atMost(SOON).until(() -> !sidecar.isConnected());

        server.thaw();

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(1000));
    }

    @Test
    void waitsForAStreamThatComesInTime() throws Exception {
        CompletableFuture<PublishReceipt> stored = publish("humus.a.create", "1", BUDGET);

        create(stream("HUMUS", "humus.>").build());

        assertThat(stored).succeedsWithin(SOON);
    }

    @Test
    void messagesWithOneKeyAreUnderWayOneAfterAnother() throws Exception {
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Headers headers = new Headers().put("Nats-Msg-Id", Integer.toString(i));
            stored.add(publisher
                    .publishInOrder("entity", "river.a", headers, bytes(Integer.toString(i)), BUDGET)
                    .toCompletableFuture());
            if (i == 100) {
                server.restart();
            }
        }

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(300));
    }

    @Test
    void closeWaitsForTheAnswersThatAreStillToCome() {
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }

        publisher.close();

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(SOON);
        assertThat(publish("river.a", "late", BUDGET))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(SidecarUnavailableException.class);
    }
}
