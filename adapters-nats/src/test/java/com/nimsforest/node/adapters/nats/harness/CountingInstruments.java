package com.nimsforest.node.adapters.nats.harness;

import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what is counted. */
public final class CountingInstruments implements NodeMetrics {
    private final Map<Count, Long> counts = new ConcurrentHashMap<>();

    @Override
    public void add(Count count, long n) {
        counts.merge(count, n, Long::sum);
    }

    @Override
    public Passage begin(Hop hop) {
        return () -> {};
    }

    public long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }
}
