package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StreamIdentityTest {
    private static final Instant NOW = Instant.parse("2026-11-26T14:47:13Z");

    private final JetStreamApi api = mock(JetStreamApi.class);
    private final ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    private final StreamIdentity life = new StreamIdentity(api, Clock.fixed(NOW, ZoneOffset.UTC), timer);

    @BeforeEach
    void letTimePass() {
        when(timer.schedule(any(Runnable.class), anyLong(), any())).thenAnswer(call -> {
            call.<Runnable>getArgument(0).run();
            return null;
        });
    }

    @Test
    void theMomentAtWhichAServerMadeItsCopyIsNotTheStreams() {
        told(clustered("2026-11-26T14:47:12.979Z"), clustered("2026-11-26T14:47:12.977Z"));

        assertThat(epoch()).isEqualTo(1795704432977L);
        verify(api, times(3)).call("STREAM.INFO.HUMUS", null);
    }

    @Test
    void aYoungStreamThatSaysTheSameAgainIsBelieved() {
        told(clustered("2026-11-26T14:47:12.977Z"));

        assertThat(epoch()).isEqualTo(1795704432977L);
        verify(api, times(2)).call("STREAM.INFO.HUMUS", null);
    }

    @Test
    void aStreamThatHasBeenThereIsBelievedAtOnce() {
        told(clustered("2026-11-26T14:40:00Z"));

        assertThat(life.info("HUMUS")).isCompleted();
        verify(api, times(1)).call("STREAM.INFO.HUMUS", null);
    }

    @Test
    void aServerOnItsOwnIsBelievedAtOnce() {
        told("{\"created\":\"2026-11-26T14:47:12.977Z\"}");

        assertThat(life.info("HUMUS")).isCompleted();
        verify(api, times(1)).call("STREAM.INFO.HUMUS", null);
    }

    @Test
    void aNodeThatEndsMeanwhileWaitsForNothing() {
        when(timer.schedule(any(Runnable.class), anyLong(), any())).thenThrow(new RejectedExecutionException());
        told(clustered("2026-11-26T14:47:12.977Z"));

        assertThat(life.info("HUMUS")).isCompletedExceptionally();
    }

    @Test
    void aStreamWithoutTheTimeOfItsCreationIsNoAnswer() {
        JsonNode info = JetStreamApi.JSON.readTree("{\"created\":\"soon\"}");

        assertThatThrownBy(() -> StreamIdentity.epochOf(info)).hasMessageContaining("soon");
    }

    private long epoch() {
        CompletableFuture<JsonNode> info = life.info("HUMUS");
        assertThat(info).isCompleted();
        return StreamIdentity.epochOf(info.join());
    }

    private static String clustered(String created) {
        return "{\"created\":\"" + created + "\",\"cluster\":{\"name\":\"forest\",\"leader\":\"n1\"}}";
    }

    /** What it says of itself, one after another; the last for ever. */
    private void told(String... infos) {
        Deque<String> left = new ArrayDeque<>(List.of(infos));
        when(api.call("STREAM.INFO.HUMUS", null))
                .thenAnswer(call -> CompletableFuture.completedFuture(
                        JetStreamApi.JSON.readTree(left.size() > 1 ? left.pop() : left.peek())));
    }
}
