package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Sees the mesh that it is told to see. Any thread. */
public final class FakeClusterView implements ClusterView {
    private final AtomicReference<ClusterFacts> facts = new AtomicReference<>(singleNode());

    public static ClusterFacts singleNode() {
        return new ClusterFacts("", 1, List.of(), List.of(), true);
    }

    /** A mesh of as many as are connected and missing, and this one. */
    public static ClusterFacts mesh(List<String> connected, List<String> missing) {
        int expected = 1 + connected.size() + missing.size();
        return new ClusterFacts("nimsforest", expected, connected, missing, 2 * (1 + connected.size()) > expected);
    }

    public void see(ClusterFacts now) {
        facts.set(now);
    }

    @Override
    public ClusterFacts view() {
        return facts.get();
    }
}
