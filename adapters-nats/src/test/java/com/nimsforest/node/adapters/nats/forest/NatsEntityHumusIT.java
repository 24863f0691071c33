package com.nimsforest.node.adapters.nats.forest;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.EntityHumusContract;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Humus;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

class NatsEntityHumusIT extends OnSharedServer implements EntityHumusContract {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Override
    public EntityHumus states() {
        return adapter.forest.entityHumus();
    }

    @Override
    public Humus humus() {
        return adapter.forest.humus();
    }

    @Override
    public void purgeHumus() {
        bound(stream -> stream.maxAge(SHORT).duplicateWindow(SHORT), 0);
    }

    @Override
    public void dropFromHumus(long sequence) {
        long left = state().getLastSequence() - sequence;
        if (left == 0) {
            purgeHumus();
        } else {
            bound(stream -> stream.maxMessages(left), left);
        }
    }

    /** Until it holds so many: nothing else takes messages out of the humus. */
    private void bound(UnaryOperator<StreamConfiguration.Builder> lower, long left) {
        try (Connection stranger = adapter.stranger()) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            StreamConfiguration before = streams.getStreamInfo("HUMUS").getConfiguration();
            streams.updateStream(
                    lower.apply(StreamConfiguration.builder(before)).build());
            await().atMost(SOON).until(() -> state().getMsgCount() <= left);
            streams.updateStream(before);
        } catch (IOException | InterruptedException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private StreamState state() {
        try (Connection stranger = adapter.stranger()) {
            return stranger.jetStreamManagement().getStreamInfo("HUMUS").getStreamState();
        } catch (IOException | InterruptedException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
