package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.fakes.FakeServerView;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.fakes.InMemoryNodeFleet;
import java.util.List;

/** A node beside its own server. */
final class NodeWithServer {
    final InMemoryForest forest;
    final FakeServerView server = new FakeServerView();
    final NodeHealthService health;
    final ForestStatusService watch;
    final Subscription answering;

    NodeWithServer(UseCaseTestbed testbed, String node, String serverName, InMemoryNodeFleet fleet) {
        forest = testbed.node();
        server.see(FakeServerView.holding(serverName));
        health = new NodeHealthService(
                new NodeHealthService.Identity(node, "at " + serverName, "1.0", List.of(), List.of(), List.of()),
                forest.sidecar(),
                forest.storage(),
                forest.cluster(),
                forest.pipeline(),
                testbed.clock);
        watch = new ForestStatusService(health, server, fleet, testbed.clock);
        answering = watch.answer();
        refresh();
    }

    void refresh() {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
        watch.refreshServer();
        watch.refreshFleet();
    }

    ForestStatus status() {
        return watch.status();
    }
}
