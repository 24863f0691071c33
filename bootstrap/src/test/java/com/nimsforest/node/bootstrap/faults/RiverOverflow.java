package com.nimsforest.node.bootstrap.faults;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;

/** A river that takes little, while nobody takes anything out of it for a while. */
final class RiverOverflow {
    private static final String RIVER = "RIVER";
    private static final int MOST = 20;
    private static final Duration SENT = Duration.ofSeconds(30);
    private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(4);

    private RiverOverflow() {}

    static void overflow(FaultMesh mesh, DiscardPolicy policy) {
        try (Connection connection = Nats.connect(mesh.leader().url())) {
            JetStreamManagement streams = connection.jetStreamManagement();
            StreamConfiguration usual = streams.getStreamInfo(RIVER).getConfiguration();
            // What is there beyond a new limit is thrown away, whatever the policy is.
            HarnessWait.holds("the trees have begun and keep up", SENT, () -> waiting(streams) < MOST / 4);
            streams.updateStream(StreamConfiguration.builder(usual)
                    .maxMessages(MOST)
                    .discardPolicy(policy)
                    .build());
            pause(streams);
            streams.updateStream(usual);
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static long waiting(JetStreamManagement streams) {
        try {
            return streams.getStreamInfo(RIVER).getStreamState().getMsgCount();
        } catch (IOException | JetStreamApiException notNow) {
            return Long.MAX_VALUE;
        }
    }

    /** What is discarded meanwhile was in nobody's hand. */
    private static void pause(JetStreamManagement streams) throws IOException, JetStreamApiException {
        List<String> trees = streams.getConsumerNames(RIVER);
        for (String consumer : trees) {
            streams.pauseConsumer(RIVER, consumer, ZonedDateTime.now().plus(NO_PROGRESS_LIMIT.multipliedBy(2)));
        }
        HarnessWait.passes(NO_PROGRESS_LIMIT);
        for (String consumer : trees) {
            streams.resumeConsumer(RIVER, consumer);
        }
    }
}
