package com.nimsforest.node.ports.usecase.plugin;

import com.nimsforest.node.ports.execution.LruMap;
import java.util.Map;

/** How many attempts at each message did not return; of the last messages only. Any thread. */
final class OverrunCounts {
    private static final int REMEMBERED = 1000;

    private final int most;
    private final Map<String, Integer> counts = new LruMap<>(REMEMBERED);

    OverrunCounts(int most) {
        this.most = most;
    }

    /** Counts one more; returns whether it was the last that is made. */
    synchronized boolean isLast(String message) {
        boolean last = counts.merge(message, 1, Integer::sum) >= most;
        if (last) {
            counts.remove(message);
        }
        return last;
    }
}
