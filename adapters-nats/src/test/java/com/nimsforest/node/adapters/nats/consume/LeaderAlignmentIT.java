package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("oldest")
@Timeout(300)
class LeaderAlignmentIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final NatsMesh mesh = NatsMesh.start();
    private final List<ConnectedAdapter> groves = IntStream.range(0, 3)
            .mapToObj(k -> ConnectedAdapter.beside(mesh.server(k), mesh.peersOf(k), ConnectedAdapter.QUICK))
            .toList();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Set<ConnectedAdapter> handedTo = ConcurrentHashMap.newKeySet();

    @AfterEach
    void fell() {
        groves.forEach(ConnectedAdapter::close);
        mesh.close();
    }

    @Test
    void anOldMeshIsAskedForMessagesWhereTheStreamIsLed() throws Exception {
        groves.get(0).awaitCopies();
        try (Subscription trees = observe(groves.get(0))) {
            flow("first");
        }
        try (Connection stranger = Nats.connect(mesh.server(0).url())) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> areApart(streams) || stepDown(stranger, "CONSUMER", "RIVER." + consumer(streams)));

            List<Subscription> all = groves.stream().map(this::observe).toList();
            flow("second");

            assertThat(areApart(streams)).isFalse();
            all.forEach(Subscription::close);
        }
    }

    @Test
    void andSoItIsWhenTheStreamsLeaderMovesWhileAllListen() throws Exception {
        groves.get(0).awaitCopies();
        List<Subscription> all = groves.stream().map(this::observe).toList();
        try (Connection stranger = Nats.connect(mesh.server(0).url())) {
            for (int k = 0; handedTo.size() < groves.size(); k++) {
                flow("first " + k);
            }
            JetStreamManagement streams = stranger.jetStreamManagement();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> areApart(streams) || stepDown(stranger, "STREAM", "RIVER"));

            await().atMost(SOON).ignoreExceptions().until(() -> !areApart(streams));
            flow("second");
        }
        all.forEach(Subscription::close);
    }

    private Subscription observe(ConnectedAdapter grove) {
        return grove.forest.river().observe(delivery -> {
            handedTo.add(grove);
            done.add(delivery.message().data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        });
    }

    private void flow(String text) {
        RiverData data = new RiverData(Subject.of("river.a"), RawPayload.ofText(text), Instant.EPOCH);
        assertThat(groves.get(0).forest.river().flow(new MessageId(text), data)).succeedsWithin(SOON);
        await().atMost(SOON).until(() -> done.contains(text));
    }

    private static boolean areApart(JetStreamManagement streams) throws Exception {
        String ofConsumer = streams.getConsumerInfo("RIVER", consumer(streams))
                .getClusterInfo()
                .getLeader();
        String ofStream = streams.getStreamInfo("RIVER").getClusterInfo().getLeader();
        return !ofConsumer.equals(ofStream);
    }

    private static boolean stepDown(Connection stranger, String what, String name) throws Exception {
        stranger.request("$JS.API." + what + ".LEADER.STEPDOWN." + name, null, Duration.ofSeconds(2));
        return false;
    }

    private static String consumer(JetStreamManagement streams) throws Exception {
        return streams.getConsumerNames("RIVER").get(0);
    }
}
