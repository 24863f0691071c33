package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Sees what it is told to see. Any thread. */
public final class FakeStorageProbe implements StorageProbe {
    private final AtomicReference<JetStreamFacts> facts = new AtomicReference<>(healthy());
    private final AtomicInteger probes = new AtomicInteger();

    /** One server on which the stream of the river is as it should be. */
    public static JetStreamFacts healthy() {
        return JetStreamFacts.available("", List.of(new StreamFacts("RIVER", 1, 1, 1, "", 0, List.of(), true)));
    }

    public void see(JetStreamFacts now) {
        facts.set(now);
    }

    /** How often it was asked. */
    public int probes() {
        return probes.get();
    }

    @Override
    public JetStreamFacts probe() {
        probes.incrementAndGet();
        return facts.get();
    }
}
