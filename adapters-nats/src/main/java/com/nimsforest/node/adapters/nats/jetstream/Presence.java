package com.nimsforest.node.adapters.nats.jetstream;

/**
 * How much of the mesh is there.
 *
 * @param leads whether this node's server leads the meta group
 * @param old whether its servers may be from before 2.10
 */
record Presence(int there, int expected, boolean leads, boolean old) {
    static final Presence ALONE = new Presence(1, 1, true, false);

    boolean complete() {
        return there >= expected;
    }

    /** Whether others may be about to make the same streams, so that the servers would take it twice. */
    boolean mayCollide() {
        return expected > 1 && (old || !leads);
    }
}
