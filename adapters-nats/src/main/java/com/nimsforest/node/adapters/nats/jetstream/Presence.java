package com.nimsforest.node.adapters.nats.jetstream;

/**
 * How much of the mesh is there.
 *
 * @param leads whether this node's server leads the meta group, or nobody is known to
 */
record Presence(int there, int expected, boolean leads) {
    static final Presence ALONE = new Presence(1, 1, true);

    boolean complete() {
        return there >= expected;
    }
}
