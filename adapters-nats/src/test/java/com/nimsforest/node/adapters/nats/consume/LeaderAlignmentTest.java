package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.consume.ConsumerProvisioner.Found;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LeaderAlignmentTest {
    private static final String STEP_DOWN = "CONSUMER.LEADER.STEPDOWN.RIVER.trees-1";

    private final JetStreamApi api = mock(JetStreamApi.class);
    private final Connection connection = mock(Connection.class);
    private Duration time = Duration.ofDays(1);
    private final LeaderAlignment leader = new LeaderAlignment(api, "RIVER", () -> time.toNanos());

    @BeforeEach
    void besideAnOldServer() {
        when(api.connection()).thenReturn(connection);
        when(api.call(anyString(), any())).thenReturn(new CompletableFuture<>());
        beside("2.9.10");
    }

    @Test
    void oneLeaderOfBothIsAsked() {
        assertThat(leader.require("n1", ledBy("n1"))).isCompletedWithValue(ledBy("n1"));
        verify(api, never()).call(STEP_DOWN, null);
    }

    @Test
    void theNodeBesideAnotherLeaderHasOneElected() {
        assertThat(leader.require("n2", ledBy("n1")))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("it is led by n1 and its stream by n2");
        verify(api, times(1)).call(STEP_DOWN, null);
    }

    @Test
    void theOthersDoSoWhenThatNodeDoesNot() {
        leader.require("n2", ledBy("n3"));
        time = time.plusSeconds(4);
        leader.require("n2", ledBy("n3"));
        verify(api, never()).call(STEP_DOWN, null);

        time = time.plusSeconds(7);
        leader.require("n2", ledBy("n3"));
        verify(api, times(1)).call(STEP_DOWN, null);

        leader.require("n2", ledBy("n3"));
        verify(api, times(1)).call(STEP_DOWN, null);
    }

    @Test
    void newerServersAndThoseWithoutALeaderAreTakenAsTheyAre() {
        assertThat(leader.require("", ledBy("n1"))).isCompleted();
        assertThat(leader.require("n1", ledBy(""))).isCompleted();
        beside("2.10.0");
        assertThat(leader.require("n2", ledBy("n1"))).isCompleted();
        verify(api, never()).call(STEP_DOWN, null);
    }

    @Test
    void whoeverListensIsToldWhenALeaderMoved() {
        streamIsLedBy("n2");
        assertThat(leader.isElsewhere("n2")).isCompletedWithValue(false);
        assertThat(leader.isElsewhere("n1")).isCompletedWithValue(true);
        assertThat(leader.isElsewhere("")).isCompletedWithValue(false);
        streamIsLedBy("");
        assertThat(leader.isElsewhere("n1")).isCompletedWithValue(false);
    }

    @Test
    void whoeverListensGoesOnWhenItIsNotKnownOrDoesNotMatter() {
        when(api.call("STREAM.INFO.RIVER", null))
                .thenReturn(CompletableFuture.failedFuture(ApiRequestException.noAnswer("STREAM.INFO.RIVER")));
        assertThat(leader.isElsewhere("n1")).isCompletedWithValue(false);
        streamIsLedBy("n2");
        beside("2.10.0");
        assertThat(leader.isElsewhere("n1")).isCompletedWithValue(false);
    }

    private void streamIsLedBy(String server) {
        JsonNode info = JetStreamApi.JSON.readTree("{\"cluster\":{\"leader\":\"" + server + "\"}}");
        when(api.call("STREAM.INFO.RIVER", null)).thenReturn(CompletableFuture.completedFuture(info));
    }

    private void beside(String version) {
        when(connection.getServerInfo())
                .thenReturn(new ServerInfo(
                        "INFO {\"server_id\":\"N1\",\"server_name\":\"n1\",\"version\":\"" + version + "\"}"));
    }

    private static Found ledBy(String server) {
        return new Found(1, "trees-1", SubjectPatternSet.empty(), server);
    }
}
