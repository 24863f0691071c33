package com.nimsforest.node.adapters.nats.forest;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The wind on core NATS. Safe for any thread. */
final class NatsWind implements Wind {
    private final NatsSidecarConnection sidecar;
    private final Executor workers;

    NatsWind(NatsSidecarConnection sidecar, Executor workers) {
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.workers = requireNonNull(workers, "workers");
    }

    @Override
    public void drop(Leaf leaf) {
        byte[] body = LeafJson.write(leaf);
        Connection connection = sidecar.require();
        try {
            connection.publish(leaf.subject().value(), body);
        } catch (IllegalArgumentException tooLarge) {
            throw new RejectedInputException(
                    "leaf " + leaf.subject() + ": " + body.length + " bytes are more than the "
                            + connection.getMaxPayload() + " that the server takes",
                    tooLarge);
        } catch (IllegalStateException lost) {
            throw new SidecarUnavailableException("leaf " + leaf.subject() + ": the connection was lost", lost);
        }
    }

    @Override
    public Subscription catching(SubjectPattern pattern, Consumer<Leaf> listener) {
        requireNonNull(listener, "listener");
        WindSubscription catcher = new WindSubscription(pattern, new WindListenerQueue<>(listener, workers));
        catcher.follow(sidecar);
        return catcher;
    }
}
