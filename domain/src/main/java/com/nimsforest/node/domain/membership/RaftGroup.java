package com.nimsforest.node.domain.membership;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.OptionalInt;

/**
 * The servers that hold one stream, one consumer or the meta data together.
 *
 * @param size how many servers the group has
 * @param answering how many of them answer
 */
public record RaftGroup(String name, int size, int answering) {
    public RaftGroup {
        requireNonNull(name, "name");
    }

    /** How many more of its servers may be lost until it stops; negative when it has stopped. */
    public int spare() {
        return answering - (size / 2 + 1);
    }

    /** How many servers may be lost in the worst case until the first of the groups stops; empty without a group. */
    public static OptionalInt spare(Collection<RaftGroup> groups) {
        return groups.stream().mapToInt(RaftGroup::spare).min();
    }
}
