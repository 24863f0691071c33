package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.util.Set;

/**
 * Business logic: hears leaves and changes state. Plug-ins implement this and name the class in {@code
 * META-INF/services/com.nimsforest.node.ports.driving.Nim}.
 *
 * <p>Each leaf is handled by one node of the fleet, at least once: after a crash it is handled again, so what a nim does
 * outside of the {@link Forest} must bear being done twice. Several leaves may be handled at once, by several threads.
 * An exception counts as a failed attempt: the leaf is given again later, and becomes a dead letter at the tenth.
 */
public interface Nim {
    /** The stable name of this nim: its place in the stream of leaves is kept under it. */
    Token name();

    /** The leaves that it asks for. */
    Set<SubjectPattern> patterns();

    /**
     * Whether it only listens to the wind as it blows: every node's copy hears each leaf, at most once, and what was
     * dropped while it was away is missed. For beats and previews.
     */
    default boolean listensToTheWind() {
        return false;
    }

    void on(Leaf leaf, Forest forest);
}
