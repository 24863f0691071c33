package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.ports.execution.LruMap;
import java.util.Map;

/**
 * Why leaves were passed over, the latest ones: the state tells only that they were, and the copy of a leaf that becomes the
 * dead letter may be another one than the one that failed. Any thread.
 */
final class PassedOverReasons {
    private static final int REMEMBERED = 1000;

    private final Map<LeafPosition, String> reasons = new LruMap<>(REMEMBERED);

    synchronized void add(LeafPosition leaf, String reason) {
        reasons.put(leaf, reason);
    }

    synchronized String of(LeafPosition leaf) {
        return reasons.getOrDefault(leaf, "passed over before; the reason is not known to this node");
    }
}
