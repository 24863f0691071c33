package com.nimsforest.node.adapters.nats.provision;

/** How many machines of the mesh are there, and how many there should be; both count this one. */
public record MeshSize(int there, int expected) {
    public static final MeshSize ALONE = new MeshSize(1, 1);

    boolean complete() {
        return there >= expected;
    }
}
