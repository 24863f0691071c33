package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

/**
 * A change of the machines of a mesh.
 *
 * @param arriving the machine that comes; empty for none
 * @param leaving the machine that goes; empty for none
 */
public record MeshChange(String arriving, String leaving) {
    private static final String NO_NAME = "the name of the machine is empty";

    public MeshChange {
        requireNonNull(arriving, "arriving");
        requireNonNull(leaving, "leaving");
        if (arriving.isEmpty() && leaving.isEmpty()) {
            throw new IllegalArgumentException(NO_NAME);
        }
        if (arriving.equals(leaving)) {
            throw new IllegalArgumentException("a machine is replaced by one of another name: " + arriving);
        }
    }

    public static MeshChange add(String name) {
        return new MeshChange(name, "");
    }

    public static MeshChange remove(String name) {
        return new MeshChange("", name);
    }

    public static MeshChange replace(String old, String replacement) {
        if (old.isEmpty()) {
            throw new IllegalArgumentException(NO_NAME);
        }
        return new MeshChange(replacement, old);
    }
}
