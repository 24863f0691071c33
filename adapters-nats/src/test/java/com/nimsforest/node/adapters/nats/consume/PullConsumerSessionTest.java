package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.PullLimit;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

class PullConsumerSessionTest {
    private final Connection connection = mock(Connection.class);
    private final Dispatcher dispatcher = mock(Dispatcher.class);

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NullPointerException.class})
    void aConnectionThatIsBeingClosedHasNothingToDrain(Class<? extends RuntimeException> failure) throws Exception {
        when(dispatcher.drain(any())).thenThrow(failure);
        PullConsumerSession session = opened();

        assertThat(session.drain()).isCompletedWithValue(false);
    }

    @Test
    void aSessionIsDrainedOnce() throws Exception {
        when(dispatcher.drain(any())).thenThrow(new IllegalStateException("gone"));
        PullConsumerSession session = opened();
        session.drain();

        assertThat(session.drain()).isCompletedWithValue(true);
    }

    @Test
    void anOwnerAsksForMoreWhenAllThatItAskedForHasCome() {
        when(connection.createDispatcher(any())).thenReturn(dispatcher);
        when(connection.createInbox()).thenReturn("_INBOX.x");
        Message message = mock(Message.class);
        when(message.isJetStream()).thenReturn(true);
        new PullConsumerSession(
                        connection,
                        "$JS.API.CONSUMER.MSG.NEXT.LEAVES.entity-nim",
                        Duration.ofSeconds(5),
                        PullRequestLimits.none(),
                        () -> new PullLimit(4000, 1_000_000),
                        taken -> {},
                        new ConsumerOwnership())
                .open();
        ArgumentCaptor<MessageHandler> receiving = ArgumentCaptor.forClass(MessageHandler.class);
        verify(connection).createDispatcher(receiving.capture());
        ArgumentCaptor<byte[]> request = ArgumentCaptor.forClass(byte[].class);
        verify(connection).publish(any(String.class), eq("_INBOX.x.1"), request.capture());
        int asked = Integer.parseInt(
                new String(request.getValue(), StandardCharsets.UTF_8).replaceAll(".*\"batch\":(\\d+).*", "$1"));

        for (int n = 0; n < asked; n++) {
            assertThatCode(() -> receiving.getValue().onMessage(message)).doesNotThrowAnyException();
        }

        verify(connection).publish(any(String.class), eq("_INBOX.x.2"), any(byte[].class));
    }

    private PullConsumerSession opened() {
        when(connection.createDispatcher(any())).thenReturn(dispatcher);
        when(connection.createInbox()).thenReturn("_INBOX.x");
        PullConsumerSession session = new PullConsumerSession(
                connection,
                "$JS.API.CONSUMER.MSG.NEXT.RIVER.trees",
                Duration.ofSeconds(5),
                PullRequestLimits.none(),
                () -> PullLimit.NONE,
                message -> {});
        session.open();
        return session;
    }
}
