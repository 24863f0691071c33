package com.nimsforest.node.ports.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The nodes: each place has one or, for a while after a crash, none. */
final class SimulationFleet {
    private static final int PLACES = 3;

    private final SimulationContext world;
    private final Map<Integer, SimulationNode> nodes = new TreeMap<>();
    private int lives;

    SimulationFleet(SimulationContext world) {
        this.world = world;
        for (int place = 0; place < PLACES; place++) {
            start(place);
        }
    }

    /** The first place runs an older version, without the tree for what is rare. */
    private void start(int place) {
        nodes.computeIfAbsent(place, any -> new SimulationNode(world, "node" + place + "." + ++lives, place > 0));
    }

    Optional<SimulationNode> any() {
        return nodes.isEmpty() ? Optional.empty() : Optional.of(world.faults.oneOf(List.copyOf(nodes.values())));
    }

    /** Whether any node says that something is wrong. */
    boolean saysAnything() {
        return nodes.values().stream().anyMatch(node -> !node.problems().isEmpty());
    }

    /** Kills one, and starts a new one in its place later. */
    void crashOne(Duration away) {
        int place = world.faults.upTo(PLACES - 1);
        Optional.ofNullable(nodes.remove(place)).ifPresent(SimulationNode::crash);
        world.later(away, () -> start(place));
    }

    void disconnectOne(Duration away) {
        any().ifPresent(node -> {
            node.disconnect();
            world.later(away, node::restore);
        });
    }

    /** Has every place filled and connected. */
    void recover() {
        nodes.values().forEach(SimulationNode::restore);
        for (int place = 0; place < PLACES; place++) {
            start(place);
        }
    }
}
