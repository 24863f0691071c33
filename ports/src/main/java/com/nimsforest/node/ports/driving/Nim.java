package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.util.Set;

/**
 * Business logic: hears leaves and changes state. Plug-ins implement this and name the class in {@code
 * META-INF/services/com.nimsforest.node.ports.driving.Nim}.
 *
 * <p>Each leaf is handled by one node of the fleet, at least once: after a crash it is handled again, so what a nim does
 * outside of the {@link Forest} must bear being done twice. Several leaves may be handled at once, by several threads.
 * Whatever it throws counts as a failed attempt, and so does a call that does not return within {@link #timeLimit}: the leaf
 * is given again later, and is a dead letter after the last attempt of {@link #retryPolicy}.
 *
 * <p>This is for work without memory: a value that follows from the leaf alone. What it cannot do is count, sum, or decide
 * by what is there: leaves of one entity are handled side by side and in any order, so that one change would overwrite
 * another. For that there is {@link EntityNim}.
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

    /** How long one attempt may take: then its thread is interrupted and given up, and the attempt has failed. */
    default Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    /** How often a message is tried that this plug-in fails on, before it is a dead letter. */
    default RetryPolicy retryPolicy() {
        return RetryPolicy.standard();
    }

    void on(Leaf leaf, Forest forest);
}
