package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.impl.Headers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the publisher says of what it could not have stored, and how certain that is. */
@Timeout(60)
class StreamPublisherRefusalIT extends OnStreamPublisher {
    @Test
    void whatWasSentAndNeverAnsweredIsUnknown() {
        server.freeze();

        CompletableFuture<PublishReceipt> stored = publish("river.a", "1", SHORT);

        assertThat(stored)
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(UnknownOutcomeException.class)
                .withMessageContaining("river.a");
        server.thaw();
    }

    @Test
    void whatWasNeverSentIsNotStored() {
        server.kill();
        await().atMost(SOON).until(() -> !sidecar.isConnected());

        CompletableFuture<PublishReceipt> stored = publish("river.a", "1", SHORT);

        assertThat(stored).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(SidecarUnavailableException.class);
    }

    @Test
    void withoutAStreamNothingIsStoredAndThatIsCertain() {
        assertThat(publish("nowhere", "1", SHORT))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("no stream takes it");
    }

    @Test
    void aFullStreamIsSaidAtOnce() throws Exception {
        create(stream("HUMUS", "humus.>")
                .maxMessages(1)
                .discardPolicy(DiscardPolicy.New)
                .build());
        assertThat(publish("humus.a", "1", BUDGET)).succeedsWithin(SOON);

        assertThat(publish("humus.a", "2", BUDGET))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("maximum messages exceeded");
    }

    @Test
    void whatIsLargerThanTheServerTakesIsRejectedAtOnce() {
        CompletionStage<PublishReceipt> stored =
                publisher.publish("river.a", new Headers(), new byte[(1 << 20) + 1], BUDGET);

        assertThat(stored.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedInputException.class)
                .withMessageContaining("1048577");
    }

    /** No stream of the forest has such a limit: another client set it, and it can be put back. */
    @Test
    void whatIsLargerThanTheStreamTakesIsNotStoredAndNotTheCallersFault() throws Exception {
        create(stream("HUMUS", "humus.>").maximumMessageSize(100).build());

        CompletionStage<PublishReceipt> stored = publisher.publish("humus.a", new Headers(), new byte[200], BUDGET);

        assertThat(stored.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void aLostCompareAndSetIsStale() {
        assertThat(publish("river.a", "1", BUDGET)).succeedsWithin(SOON);
        Headers headers = new Headers().put("Nats-Expected-Last-Subject-Sequence", "7");

        CompletionStage<PublishReceipt> stored = publisher.publish("river.a", headers, new byte[0], BUDGET);

        assertThat(stored.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StaleRevisionException.class);
    }

    @Test
    void moreThanCanWaitIsRefusedAtOnce() {
        server.kill();
        await().atMost(SOON).until(() -> !sidecar.isConnected());
        for (int i = 0; i < 10_000; i++) {
            publish("river.a", Integer.toString(i), BUDGET);
        }

        assertThat(publish("river.a", "one more", BUDGET))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("busy");
    }
}
