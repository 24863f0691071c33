package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.provision.StreamProvisioner;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.adapters.nats.setaside.UnknownRiverMessages;
import java.util.concurrent.CompletionStage;

/** Begins and ends what the ports of one sidecar work with. Safe for any thread. */
public final class NatsLifecycle implements AutoCloseable {
    private final NatsSidecarConnection sidecar;
    private final StreamPublisher publisher;
    private final StreamProvisioner provisioner;
    private final UnknownRiverMessages unknown;
    private final ConsumerRegistry consumers;

    NatsLifecycle(
            NatsSidecarConnection sidecar,
            StreamPublisher publisher,
            StreamProvisioner provisioner,
            UnknownRiverMessages unknown,
            ConsumerRegistry consumers) {
        this.sidecar = sidecar;
        this.publisher = publisher;
        this.provisioner = provisioner;
        this.unknown = unknown;
        this.consumers = consumers;
    }

    /** Makes the first connection; see {@link NatsSidecarConnection#connect}. */
    public void connect() {
        sidecar.connect();
    }

    /** Completes with the reason when the connection has ended for good without {@link #close}. */
    public CompletionStage<String> closed() {
        return sidecar.closed();
    }

    /** Starts to provide the streams, in the background and for ever; needs no connection yet. */
    public void provision() {
        provisioner.start();
        unknown.start();
    }

    /** Ends everything in order, within a few seconds. Idempotent. */
    @Override
    public void close() {
        provisioner.close();
        unknown.close();
        consumers.close();
        publisher.close();
        sidecar.close();
    }
}
