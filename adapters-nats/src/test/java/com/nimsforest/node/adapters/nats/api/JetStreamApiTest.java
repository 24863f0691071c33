package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JetStreamApiTest {
    private final Connection connection = mock(Connection.class);
    private final JetStreamApi api = new JetStreamApi(() -> connection, Duration.ofSeconds(2));

    @Test
    void aRequestThatIsCutOffMayHaveBeenDone() {
        CompletableFuture<Message> cutOff = new CompletableFuture<>();
        when(connection.requestWithTimeout(any(), any(), any(), any())).thenReturn(cutOff);

        CompletableFuture<?> answer = api.call("INFO", null);
        cutOff.cancel(true);

        Throwable failure = answer.handle((reply, thrown) -> thrown).join();
        assertThat(ApiRequestException.ofWrite("soil", failure)).isInstanceOf(UnknownOutcomeException.class);
        assertThat(failure).hasMessageContaining("the connection ended before the answer to $JS.API.INFO");
    }
}
