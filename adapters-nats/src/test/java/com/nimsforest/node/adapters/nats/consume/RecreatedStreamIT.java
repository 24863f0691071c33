package com.nimsforest.node.adapters.nats.consume;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream that was made anew, and what is still on its way from before. */
@Timeout(180)
class RecreatedStreamIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private NatsServer server;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() {
        server = NatsServer.start();
        adapter = ConnectedAdapter.ready(
                server,
                ConnectedAdapter.QUICK.withAckWait(Duration.ofSeconds(5)).withStalled(Duration.ofSeconds(3)));
    }

    @AfterEach
    void stopServer() {
        adapter.close();
        server.close();
    }

    @Test
    void anAcknowledgementUnderWayDoesNotSettleAMessageOfTheStreamThatWasRecreated() throws Exception {
        List<CompletableFuture<Verdict>> verdicts = new CopyOnWriteArrayList<>();
        try (Subscription decomposing = adapter.forest.humus().decompose(delivery -> {
                    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
                    verdicts.add(verdict);
                    return verdict;
                });
                Connection stranger = adapter.stranger()) {
            SampleComposts.add(adapter, "old");
            await().atMost(SOON).until(() -> verdicts.size() == 1);
            stranger.jetStreamManagement().deleteStream("HUMUS");
            await().atMost(SOON).untilAsserted(() -> SampleComposts.add(adapter, "new"));
            await().atMost(SOON).until(() -> verdicts.size() >= 2);

            verdicts.get(0).complete(Verdict.done());

            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() -> adapter.unacknowledged("HUMUS", "soil") == 1);
            verdicts.forEach(verdict -> verdict.complete(Verdict.done()));
            await().atMost(SOON).until(() -> adapter.unacknowledged("HUMUS", "soil") == 0);
        }
    }

    @Test
    void aMessageThatFailedInAStreamThatWasDeletedIsFailingNoMoreOnceItIsRecreated() throws Exception {
        RetryPolicy later = RetryPolicy.standard().withDelay(Duration.ofMinutes(10));
        Verdict failed = Verdict.failed(new HandlerFailure("nim a", "not now", "", later));
        try (Subscription decomposing =
                        adapter.forest.humus().decompose(delivery -> CompletableFuture.completedFuture(failed));
                Connection stranger = adapter.stranger()) {
            SampleComposts.add(adapter, "old");
            await().atMost(SOON).until(() -> failing() == 1);

            stranger.jetStreamManagement().deleteStream("HUMUS");

            await().atMost(SOON).until(() -> failing() == 0);
            await().atMost(SOON).untilAsserted(() -> SampleComposts.add(adapter, "new"));
            await().atMost(SOON).until(() -> failing() == 1);
        }
    }

    private int failing() {
        return adapter.forest.pipeline().failing().size();
    }
}
