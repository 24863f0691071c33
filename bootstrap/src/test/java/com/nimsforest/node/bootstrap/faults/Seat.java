package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.drill.Intake;
import java.util.Optional;

/** Where a node is beside its machine: nothing is taken in while it is stopped. Writers may ask it from any thread. */
final class Seat implements Intake {
    private final Machine machine;
    private final Mistake mistake;
    private final String name;
    private volatile Optional<FaultNode> node = Optional.empty();

    Seat(Machine machine, Mistake mistake) {
        this.machine = machine;
        this.mistake = mistake;
        this.name = machine.name();
    }

    /** Starts a new node. */
    void take() {
        node = Optional.of(FaultNode.beside(machine, mistake));
    }

    /** Stops the node, if there is one; returns when it is gone. */
    void leave() {
        Optional<FaultNode> stopped = node;
        node = Optional.empty();
        stopped.ifPresent(FaultNode::close);
    }

    Optional<FaultNode> node() {
        return node;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean put(long number, String id) throws InterruptedException {
        Optional<FaultNode> there = node;
        return there.isPresent() && there.get().put(number, id);
    }
}
