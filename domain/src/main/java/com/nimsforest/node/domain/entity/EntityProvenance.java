package com.nimsforest.node.domain.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;

/**
 * Whose state this is and what it was made of: travels beside the state in the humus and in the soil, never in it.
 *
 * @param nim the one entity nim that may change it
 * @param version of the form of the state, from 1
 */
public record EntityProvenance(Token nim, int version, AppliedLeaves applied) {
    public EntityProvenance {
        requireNonNull(nim, "nim");
        requireNonNull(applied, "applied");
        if (version < 1) {
            throw new IllegalArgumentException("version must be 1 or more: " + version);
        }
    }
}
