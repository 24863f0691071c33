package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionLossDetectorTest {
    private final Connection client = mock(Connection.class);
    private final List<String> losses = new ArrayList<>();
    private final ConnectionLossDetector signals =
            new ConnectionLossDetector((link, cause) -> losses.add(cause), violation -> {});

    @Test
    void anAttemptThatFailsIsNoLossAndTheFirstFailureIsTheReason() {
        signals.exceptionOccurred(client, new ConnectException("Connection refused"));
        signals.exceptionOccurred(client, new IOException("something that followed"));
        hear(Events.DISCONNECTED, Events.CLOSED);

        assertThat(losses).isEmpty();
        assertThat(signals.isLost()).isFalse();
        assertThat(signals.cause("?")).isEqualTo("connection refused");
    }

    @Test
    void aLossIsReportedOnce() {
        hear(Events.CONNECTED, Events.DISCONNECTED, Events.CLOSED);

        assertThat(losses).containsExactly("it closed the connection");
        assertThat(signals.isLost()).isTrue();
    }

    @Test
    void theLastFailureBeforeTheLossIsTheReason() {
        hear(Events.CONNECTED);
        signals.exceptionOccurred(client, new IllegalArgumentException("a listener failed"));
        signals.exceptionOccurred(client, new IllegalStateException("Max outgoing Ping count exceeded."));

        hear(Events.DISCONNECTED);

        assertThat(losses).containsExactly("it does not answer pings");
    }

    @Test
    void whatTheServerSaysCountsMoreThanWhatTheClientSees() {
        hear(Events.CONNECTED);
        signals.errorOccurred(client, "User Authentication Expired");
        signals.exceptionOccurred(client, new IOException("Read channel closed."));

        hear(Events.DISCONNECTED);

        assertThat(losses).containsExactly("the credentials have expired");
    }

    @Test
    void aServerThatAnnouncesItsEndIsBelieved() {
        hear(Events.CONNECTED, Events.LAME_DUCK);
        signals.exceptionOccurred(client, new IOException("Read channel closed."));

        hear(Events.DISCONNECTED);

        assertThat(losses).containsExactly("it is being shut down");
    }

    @Test
    void aForbiddenSubjectIsNoReasonForALoss() {
        hear(Events.CONNECTED);
        signals.errorOccurred(client, "Permissions Violation for Publish to \"x\"");
        signals.exceptionOccurred(client, new IOException("Read channel closed."));

        hear(Events.DISCONNECTED);

        assertThat(losses).containsExactly("it closed the connection");
    }

    @SuppressWarnings("deprecation")
    private void hear(Events... events) {
        for (Events event : events) {
            signals.connectionEvent(client, event);
        }
    }
}
