package com.nimsforest.node.bootstrap.command.session;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import com.nimsforest.node.ports.usecase.NodeHealthService.Identity;
import java.time.Clock;
import java.util.List;

/** Looks at the whole forest beside this machine's server, whether or not a node runs there. For one thread. */
public final class ForestStatusProbe implements AutoCloseable {
    private final NodeHealthService health;
    private final ForestStatusService watch;
    private final NatsAdapter forest;
    private final Runnable end;

    /** @param name of this machine's node */
    ForestStatusProbe(String name, NatsAdapter forest, Clock clock, Runnable end) {
        this.forest = requireNonNull(forest, "forest");
        this.end = requireNonNull(end, "end");
        Identity identity = new Identity(name, NodeBuildVersion.current(), List.of(), List.of(), List.of());
        this.health = new NodeHealthService(
                identity, forest.sidecar(), forest.storage(), forest.cluster(), forest.wholePipeline(), clock);
        this.watch = ForestStatusService.fromOutside(health, forest.server(), forest.fleet(), clock);
    }

    /** Asks everybody; takes a few seconds when some do not answer. */
    public ForestStatus read() {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
        watch.refreshServer();
        watch.refreshFleet();
        return watch.status();
    }

    public boolean isConnected() {
        return forest.sidecar().isConnected();
    }

    @Override
    public void close() {
        end.run();
    }
}
