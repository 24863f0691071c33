package com.nimsforest.node.domain.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose state this is and what it was made of: travels beside the state in the humus and in the soil, never in it.
 *
 * @param nim the one entity nim that may change it
 * @param version of the form of the state, from 1
 * @param expires when the state is over if nothing changes it until then; empty for never
 * @param delayed what is dropped later
 */
public record EntityProvenance(
        Token nim, int version, AppliedLeaves applied, Optional<Instant> expires, DelayedLeaves delayed) {
    public EntityProvenance {
        requireNonNull(nim, "nim");
        requireNonNull(applied, "applied");
        requireNonNull(expires, "expires");
        requireNonNull(delayed, "delayed");
        if (version < 1) {
            throw new IllegalArgumentException("version must be 1 or more: " + version);
        }
    }

    /** Of a state that does not expire and drops nothing later. */
    public EntityProvenance(Token nim, int version, AppliedLeaves applied) {
        this(nim, version, applied, Optional.empty(), DelayedLeaves.none());
    }

    /** When something is to be done about the state though no leaf comes. */
    public Optional<Instant> due() {
        return Stream.concat(expires.stream(), delayed.firstDue().stream()).min(Instant::compareTo);
    }
}
