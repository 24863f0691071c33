package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.driven.Instruments;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what is counted. */
final class Tally implements Instruments {
    private final Map<Count, Long> counts = new ConcurrentHashMap<>();

    @Override
    public void add(Count count, long n) {
        counts.merge(count, n, Long::sum);
    }

    @Override
    public Passage begin(Hop hop) {
        return () -> {};
    }

    long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }
}
