package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How certain a lane is of what became of a message that it gives up. */
class PublishOutcomeTest extends OnStreamPublishQueue {
    @Test
    void whatNobodySaidAnythingOfIsUnknown() {
        StreamPublishQueue impatient = lane(Duration.ofMillis(1));
        impatient.connected(connection);
        PendingPublish message = message("s", SHORT);
        impatient.submit(message);

        assertThat(failure(impatient, message))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("s: no answer in time");
    }

    @Test
    void whatWasRefusedByNobodyOnlyIsNotStored() {
        lane.connected(connection);
        PendingPublish message = message("s", SHORT);
        lane.submit(message);

        lane.answered(1, answer(PublishOutcome.NO_RESPONDERS));

        assertThat(failure(message)).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void whatIsCertainIsNotPutInDoubtByALastCopyThatCannotBeAnsweredInTime() {
        lane.connected(connection);
        PendingPublish message = message("s", Duration.ofMillis(450));
        lane.submit(message);

        lane.answered(1, answer(PublishOutcome.NO_RESPONDERS));

        assertThat(failure(message)).isInstanceOf(StorageUnavailableException.class);
        assertThat(sent()).containsExactly("s");
    }

    @Test
    void whatWasInDoubtOnceIsUnknownEvenIfNobodyTookTheSecondCopy() {
        lane.connected(connection);
        PendingPublish message = message("s", SHORT);
        lane.submit(message);
        lane.connected(mock(Connection.class));

        lane.answered(1, answer(PublishOutcome.NO_RESPONDERS));

        assertThat(failure(message)).isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void aFullStreamIsCertainOnlyWithoutAnotherCopyInDoubt() {
        lane.connected(connection);
        PendingPublish message = message("s", LONG);
        lane.submit(message);
        lane.connected(mock(Connection.class));

        lane.answered(1, answer(PublishOutcome.FULL));

        assertThat(message.stored()).isNotDone();
    }

    @Test
    void abandonedMessagesAreToldWhatIsKnown() {
        lane.connected(connection);
        PendingPublish sent = keyed("sent", "k");
        PendingPublish waiting = keyed("waiting", "k");
        lane.submit(sent);
        lane.submit(waiting);

        lane.abandon();

        assertThat(failure(sent)).isInstanceOf(UnknownOutcomeException.class);
        assertThat(failure(waiting)).hasMessageContaining("was not sent");
        assertThat(lane.isBusy()).isFalse();
    }
}
