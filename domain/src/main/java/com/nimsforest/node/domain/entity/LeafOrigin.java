package com.nimsforest.node.domain.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;

/**
 * What a leaf comes of, and whether its turn may be over.
 *
 * @param late whether others of a later position may have had their effect before it, since it failed, was unknown, or was
 *     put back from the dead letters. It takes effect when it comes
 */
public record LeafOrigin(LeafPosition position, boolean late) {
    public LeafOrigin {
        requireNonNull(position, "position");
    }

    public static LeafOrigin inOrder(LeafPosition position) {
        return new LeafOrigin(position, false);
    }

    public static LeafOrigin late(LeafPosition position) {
        return new LeafOrigin(position, true);
    }

    /** The origin of the {@code n}th thing (from 0) that the named one makes of this: late when this is. */
    public LeafOrigin derive(Token by, int n) {
        return new LeafOrigin(position.derive(by, n), late);
    }
}
