package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.lab.drill.EventSender;
import java.util.Optional;

/** Where a node is beside its machine: nothing is taken in while it is stopped. Writers may ask it from any thread. */
final class RestartableNode implements EventSender {
    private final MeshMachine machine;
    private final InjectedMistake mistake;
    private final String name;
    private volatile Optional<HarnessNode> node = Optional.empty();

    RestartableNode(MeshMachine machine, InjectedMistake mistake) {
        this.machine = machine;
        this.mistake = mistake;
        this.name = machine.name();
    }

    /** Starts a new node. */
    void take() {
        node = Optional.of(HarnessNode.beside(machine, mistake));
    }

    /** Stops the node, if there is one; returns when it is gone. */
    void leave() {
        Optional<HarnessNode> stopped = node;
        node = Optional.empty();
        stopped.ifPresent(HarnessNode::close);
    }

    Optional<HarnessNode> node() {
        return node;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean send(long number, String id) throws InterruptedException {
        Optional<HarnessNode> there = node;
        return there.isPresent() && there.get().send(number, id);
    }
}
