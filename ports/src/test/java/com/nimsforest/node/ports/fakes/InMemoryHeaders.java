package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import java.util.List;
import java.util.Optional;

/** What a message brings along beside what it says. */
record InMemoryHeaders(Optional<LeafOrigin> origin, Optional<EntityProvenance> provenance, List<Leaf> leaves) {
    static final InMemoryHeaders NONE = new InMemoryHeaders(Optional.empty(), Optional.empty(), List.of());

    static InMemoryHeaders of(Optional<LeafOrigin> origin) {
        return new InMemoryHeaders(origin, Optional.empty(), List.of());
    }

    static InMemoryHeaders made(Optional<EntityProvenance> provenance, List<Leaf> leaves) {
        return new InMemoryHeaders(Optional.empty(), provenance, leaves);
    }
}
