package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.contracts.LeavesContract;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NatsLeavesIT extends OnSharedServer implements LeavesContract {
    @Override
    public Wind wind() {
        return adapter.wind;
    }

    @Override
    public Leaves leaves() {
        return adapter.forest.leaves();
    }

    /** Between the start of a nim and the extension of the stream, or as long as something keeps it from being extended. */
    @Test
    void aLeafThatANimOfThisNodeAsksForDoesNotBlowAwayBeforeItIsCaptured() throws Exception {
        String mark = "not-captured";
        Leaf leaf = new Leaf(Subject.of(mark + ".a"), JsonPayload.of("1"), "a tree", THEN);
        try (Connection stranger = adapter.stranger()) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            streams.addStream(StreamConfiguration.builder()
                    .name("IN_THE_WAY")
                    .subjects(mark + ".>")
                    .build());
            gather(mark).close();

            assertThat(patience().failureOf(leaves().keep(new MessageId("not-captured-1"), leaf)))
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessage("leaf " + mark + ".a: the stream LEAVES does not capture it yet");

            streams.deleteStream("IN_THE_WAY");
            patience().until(() -> {
                gather(mark).close();
                assertThat(patience().of(leaves().keep(new MessageId("not-captured-1"), leaf)))
                        .isTrue();
            });
        }
    }

    private Subscription gather(String mark) {
        return leaves().gather(
                        Token.of("nim-" + mark),
                        Set.of(SubjectPattern.of(mark + ".>")),
                        delivery -> CompletableFuture.completedFuture(Verdict.done()));
    }

    @Test
    void manySubscriptionsThatAreClosedAtOnceDoNotEndTheConnection() {
        ExecutorService closing = Executors.newFixedThreadPool(24);
        Queue<ConnectionState> states = new ConcurrentLinkedQueue<>();
        try (Subscription transitions = adapter.sidecar.onTransition(transition -> states.add(transition.to()))) {
            List<Subscription> nims = IntStream.range(0, 24)
                    .mapToObj(n -> leaves().gather(
                                    Token.of("closing-" + n),
                                    Set.of(SubjectPattern.of("closed.at.once")),
                                    delivery -> CompletableFuture.completedFuture(Verdict.done())))
                    .toList();

            CompletableFuture.allOf(nims.stream()
                            .map(nim -> CompletableFuture.runAsync(nim::close, closing))
                            .toArray(CompletableFuture[]::new))
                    .join();

            assertThat(states).containsOnly(ConnectionState.CONNECTED);
        } finally {
            closing.shutdownNow();
        }
    }
}
