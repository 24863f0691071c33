package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.util.function.Consumer;

/** The wind as it blows: core pub/sub, at most once, nothing kept. */
public interface Wind {
    /**
     * Lets a leaf go. Returns before anyone has heard it.
     *
     * @throws com.nimsforest.node.ports.failure.SidecarUnavailableException when not connected; the leaf is not kept for
     *     later
     * @throws com.nimsforest.node.ports.failure.RejectedInputException when the leaf is larger than the server takes
     */
    void drop(Leaf leaf);

    /**
     * Hears the leaves that are dropped from now on while connected, one at a time and in the order of each sender. Bytes
     * that are no leaf are passed over; a listener that throws misses that leaf only. Survives reconnects; what is dropped
     * meanwhile is missed.
     */
    Subscription catching(SubjectPattern pattern, Consumer<Leaf> listener);
}
