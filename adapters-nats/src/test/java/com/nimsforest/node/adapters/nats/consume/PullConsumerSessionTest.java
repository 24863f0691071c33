package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.PullLimit;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
