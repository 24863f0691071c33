package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.Stream;

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

    static Optional<MeshObjection> noQuorum(MeshState state) {
        return state.online() * 2 > state.machines().size()
                ? Optional.empty()
                : Optional.of(new MeshObjection("the mesh has no quorum: nothing can be changed; see 'rescue'", false));
    }

    static Stream<MeshObjection> lostStreams(MeshState state) {
        return state.streams().stream()
                .filter(stream -> !stream.hasLeader())
                .map(stream -> new MeshObjection(
                        stream.name() + " has no leader: the majority of its " + stream.replicas()
                                + " replicas is not there",
                        false));
    }
}
