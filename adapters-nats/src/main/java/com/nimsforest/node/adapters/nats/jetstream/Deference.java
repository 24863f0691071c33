package com.nimsforest.node.adapters.nats.jetstream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Leaves the making of a stream to the node beside the meta leader for a while, or to a request that was not answered.
 * Servers before 2.10 take the same creation twice when it comes twice at once. Their copies then tell two times at which
 * the stream was made, the one or the other as its leader moves; and that time is how a stream is told from an earlier one
 * of its name. For a keeper's passes, one at a time.
 */
final class Deference {
    private static final Duration SPREAD = Duration.ofSeconds(3);

    private final LongSupplier nanos;
    private boolean begun;
    private long until;

    /** @param nanos tells the time as {@link System#nanoTime} does */
    Deference(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether to leave it for now. Beside the meta leader there may be several, and they wait a little for each other. */
    boolean holds(Presence mesh) {
        if (!begun && mesh.mayCollide()) {
            begin(mesh.leads() ? Duration.ZERO : SPREAD);
        }
        return begun && nanos.getAsLong() - until < 0;
    }

    /** From now on for three to six seconds: a request without an answer may still come to pass. */
    void begin() {
        begin(SPREAD);
    }

    /** So that of several that wait one comes first. */
    private void begin(Duration least) {
        begun = true;
        until = nanos.getAsLong()
                + least.toNanos()
                + ThreadLocalRandom.current().nextLong(SPREAD.toNanos());
    }

    /** The stream is there. */
    void end() {
        begun = false;
    }
}
