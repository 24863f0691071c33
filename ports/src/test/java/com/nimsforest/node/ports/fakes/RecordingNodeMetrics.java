package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was counted, and which passages began and ended. Any thread. */
public final class RecordingNodeMetrics implements NodeMetrics {
    private final Map<Count, Long> counts = new ConcurrentHashMap<>();
    private final Map<Hop, Long> begun = new ConcurrentHashMap<>();
    private final Map<Hop, Long> ended = new ConcurrentHashMap<>();

    @Override
    public void add(Count count, long n) {
        counts.merge(count, n, Long::sum);
    }

    @Override
    public Passage begin(Hop hop) {
        begun.merge(hop, 1L, Long::sum);
        return () -> ended.merge(hop, 1L, Long::sum);
    }

    public long count(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    public long begun(Hop hop) {
        return begun.getOrDefault(hop, 0L);
    }

    public long ended(Hop hop) {
        return ended.getOrDefault(hop, 0L);
    }
}
