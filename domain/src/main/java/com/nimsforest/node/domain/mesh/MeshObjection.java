package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

/**
 * Why a change is refused.
 *
 * @param text the consequence
 * @param forceable whether an operator may accept it
 */
public record MeshObjection(String text, boolean forceable) {
    public MeshObjection {
        requireNonNull(text, "text");
    }
}
