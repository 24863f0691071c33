package com.nimsforest.node.adapters.nats.provision;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Leaves to another node for a while what one of them should do. So the making of a stream is left to the node beside the
 * meta leader, or to a request that was not answered: of two equal creations at once a server before 2.10 may propose both,
 * each with a time of its own ({@code jsClusteredStreamRequest} in jetstream_cluster.go of nats-server), and by that time a
 * stream is told from an earlier one of its name. For one call at a time.
 */
public final class StreamCreationDelay {
    private static final Duration SPREAD = Duration.ofSeconds(3);

    private final LongSupplier nanos;
    private final Duration spread;
    private boolean begun;
    private long until;

    /** @param nanos tells the time as {@link System#nanoTime} does */
    public StreamCreationDelay(LongSupplier nanos) {
        this(nanos, SPREAD);
    }

    /** @param spread what is left to another waits for once to twice as long */
    public StreamCreationDelay(LongSupplier nanos, Duration spread) {
        this.nanos = nanos;
        this.spread = spread;
    }

    /** Whether to leave it for now, from the first time on. */
    public boolean holds() {
        if (!begun) {
            begin();
        }
        return isOn();
    }

    /** Whether to leave it for now. Beside the meta leader there may be several, and they wait a little for each other. */
    public boolean holds(MeshSize mesh) {
        if (!begun && mesh.mayCollide()) {
            begin(mesh.leads() ? Duration.ZERO : spread);
        }
        return isOn();
    }

    private boolean isOn() {
        return begun && nanos.getAsLong() - until < 0;
    }

    /** From now on: a request without an answer may still come to pass. */
    void begin() {
        begin(spread);
    }

    /** So that of several that wait one comes first. */
    private void begin(Duration least) {
        begun = true;
        until = nanos.getAsLong()
                + least.toNanos()
                + ThreadLocalRandom.current().nextLong(spread.toNanos());
    }

    /** It is done. */
    public void end() {
        begun = false;
    }
}
