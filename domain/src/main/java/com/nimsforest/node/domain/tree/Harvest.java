package com.nimsforest.node.domain.tree;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.leaf.Leaf;
import java.util.List;

/** What a tree made of river data. */
public sealed interface Harvest {
    /** Leaves in a stable order; none at all is no error. */
    record Leaves(List<Leaf> leaves) implements Harvest {
        public Leaves {
            leaves = List.copyOf(leaves);
        }
    }

    /** The data is not what this tree's subjects promise, and never will be: a dead letter. */
    record Unreadable(String reason) implements Harvest {
        public Unreadable {
            requireNonNull(reason, "reason");
        }
    }

    static Harvest of(Leaf... leaves) {
        return new Leaves(List.of(leaves));
    }

    static Harvest nothing() {
        return new Leaves(List.of());
    }

    static Harvest unreadable(String reason) {
        return new Unreadable(reason);
    }
}
