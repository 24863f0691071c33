package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

/**
 * One member of the mesh's meta group.
 *
 * @param online whether the servers hear of it
 */
public record MeshMachine(String name, boolean online) {
    public MeshMachine {
        requireNonNull(name, "name");
    }
}
