package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.function.Supplier;

/** The nodes of the mesh, as they tell of themselves. */
public interface NodeFleet {
    /**
     * Answers for this node from now on, after every reconnect too, until the subscription is closed.
     *
     * @param own called on a thread of the adapter for each question; must not wait
     */
    Subscription answer(Supplier<NodeStatusReport> own);

    /**
     * Asks every node, this one among them; bounded by the adapter's settings. Never fails: a node that cannot be asked is
     * left out, and a list is empty when nobody can.
     */
    List<NodeStatusReport> ask();
}
