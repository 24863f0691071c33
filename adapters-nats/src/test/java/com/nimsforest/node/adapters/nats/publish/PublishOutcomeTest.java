package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How certain a queue is of what became of a message that it gives up. */
class PublishOutcomeTest extends OnStreamPublishQueue {
    @Test
    void whatNobodySaidAnythingOfIsUnknown() {
        StreamPublishQueue shortTimeout = queue(Duration.ofMillis(1));
        shortTimeout.connected(connection);
        PendingPublish message = message("s", SHORT);
        shortTimeout.submit(message);

        assertThat(failure(shortTimeout, message))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("s: no answer in time");
    }

    @Test
    void whatWasRefusedByNobodyOnlyIsNotStored() {
        queue.connected(connection);
        PendingPublish message = message("s", SHORT);
        queue.submit(message);

        queue.answered(1, answer(PublishOutcome.NO_RESPONDERS));

        assertThat(failure(message)).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void whatIsCertainIsNotPutInDoubtByALastCopyThatCannotBeAnsweredInTime() {
        queue.connected(connection);
        PendingPublish message = message("s", Duration.ofMillis(450));
        queue.submit(message);

        queue.answered(1, answer(PublishOutcome.NO_RESPONDERS));

        assertThat(failure(message)).isInstanceOf(StorageUnavailableException.class);
        assertThat(sent()).containsExactly("s");
    }

    @Test
    void whatWasInDoubtOnceIsUnknownEvenIfNobodyTookTheSecondCopy() {
        queue.connected(connection);
        PendingPublish message = message("s", SHORT);
        queue.submit(message);
        queue.connected(mock(Connection.class));

        queue.answered(1, answer(PublishOutcome.NO_RESPONDERS));

        assertThat(failure(message)).isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void aFullStreamIsCertainOnlyWithoutAnotherCopyInDoubt() {
        queue.connected(connection);
        PendingPublish message = message("s", LONG);
        queue.submit(message);
        queue.connected(mock(Connection.class));

        queue.answered(1, answer(PublishOutcome.FULL));

        assertThat(message.stored()).isNotDone();
    }

    @Test
    void abandonedMessagesAreToldWhatIsKnown() {
        queue.connected(connection);
        PendingPublish sent = keyed("sent", "k");
        PendingPublish waiting = keyed("waiting", "k");
        queue.submit(sent);
        queue.submit(waiting);

        queue.abandon();

        assertThat(failure(sent)).isInstanceOf(UnknownOutcomeException.class);
        assertThat(failure(waiting)).hasMessageContaining("was not sent");
        assertThat(queue.isBusy()).isFalse();
    }
}
