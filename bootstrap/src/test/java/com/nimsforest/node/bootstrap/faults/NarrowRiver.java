package com.nimsforest.node.bootstrap.faults;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;

/** A river that takes little, and whose trees stand still for a while. */
final class NarrowRiver {
    private static final String RIVER = "RIVER";
    private static final int MOST = 20;
    private static final Duration STANDSTILL = Duration.ofSeconds(4);

    private NarrowRiver() {}

    static void overflow(Mesh mesh, DiscardPolicy policy) {
        try (Connection connection = Nats.connect(mesh.leader().url())) {
            JetStreamManagement streams = connection.jetStreamManagement();
            StreamConfiguration usual = streams.getStreamInfo(RIVER).getConfiguration();
            Numbers.hold();
            streams.updateStream(StreamConfiguration.builder(usual)
                    .maxMessages(MOST)
                    .discardPolicy(policy)
                    .build());
            Until.passes(STANDSTILL);
            Numbers.release();
            streams.updateStream(usual);
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            Numbers.release();
        }
    }
}
