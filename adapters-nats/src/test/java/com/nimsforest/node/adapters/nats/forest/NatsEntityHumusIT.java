package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.EntityHumusContract;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Humus;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;

class NatsEntityHumusIT extends OnSharedServer implements EntityHumusContract {
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
        try (Connection stranger = adapter.stranger()) {
            stranger.jetStreamManagement().purgeStream("HUMUS");
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Not by a purge, which moves the consumers' floors too. */
    @Override
    public void dropFromHumus(long sequence) {
        try (Connection stranger = adapter.stranger()) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            long first = streams.getStreamInfo("HUMUS").getStreamState().getFirstSequence();
            for (long place = first; place <= sequence; place++) {
                streams.deleteMessage("HUMUS", place);
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
