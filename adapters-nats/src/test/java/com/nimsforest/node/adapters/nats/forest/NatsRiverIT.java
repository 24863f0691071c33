package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.contracts.RiverContract;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NatsRiverIT extends OnSharedServer implements RiverContract {
    @Override
    public River river() {
        return adapter.forest.river();
    }

    /** On a server of its own: on the shared one every subject has been asked for. */
    @Override
    @Test
    public void dataThatNobodyAskedForWaitsOutsideOfTheRiverUntilItsTreeAppears() {
        ConnectedAdapter shared = adapter;
        try (NatsServer server = NatsServer.start();
                ConnectedAdapter fresh = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK)) {
            adapter = fresh;
            RiverContract.super.dataThatNobodyAskedForWaitsOutsideOfTheRiverUntilItsTreeAppears();
        } finally {
            adapter = shared;
        }
    }

    @Test
    void aBodyThatIsTooLargeIsToldItsOwnSizeAndTheLargestThatIsTaken() {
        Throwable refused =
                flow(new byte[900_000]).handle((stored, failure) -> failure).join();

        assertThat(refused)
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("the body has 900000 bytes");
        Matcher largest = Pattern.compile("at most ([0-9]+) are taken").matcher(refused.getMessage());
        assertThat(largest.find()).isTrue();
        int most = Integer.parseInt(largest.group(1));
        assertThat(flow(new byte[most])).succeedsWithin(Duration.ofSeconds(10));
        assertThat(flow(new byte[most + 3])).failsWithin(Duration.ofSeconds(10));
    }

    private CompletableFuture<PublishReceipt> flow(byte[] body) {
        RiverData data =
                new RiverData(Subject.of("river.large.body"), RawPayload.of(body), Instant.ofEpochSecond(1, 1));
        return river().flow(MessageId.given("large-" + body.length), data).toCompletableFuture();
    }
}
