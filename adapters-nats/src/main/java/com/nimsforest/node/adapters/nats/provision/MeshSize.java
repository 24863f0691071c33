package com.nimsforest.node.adapters.nats.provision;

/**
 * How much of the mesh is there.
 *
 * @param leads whether this node's server leads the meta group
 * @param old whether its servers may be from before 2.10
 */
public record MeshSize(int there, int expected, boolean leads, boolean old) {
    public static final MeshSize ALONE = new MeshSize(1, 1, true, false);

    boolean complete() {
        return there >= expected;
    }

    /** Whether others may be about to make the same streams, so that the servers would take it twice. */
    boolean mayCollide() {
        return expected > 1 && (old || !leads);
    }
}
