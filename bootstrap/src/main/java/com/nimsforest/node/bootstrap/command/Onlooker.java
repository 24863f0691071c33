package com.nimsforest.node.bootstrap.command;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.forest.NatsForest;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.ports.usecase.ForestWatch;
import com.nimsforest.node.ports.usecase.HealthService;
import com.nimsforest.node.ports.usecase.HealthService.Identity;
import java.time.Clock;
import java.util.List;

/** Looks at the whole forest beside this machine's server, whether or not a node runs there. For one thread. */
final class Onlooker implements AutoCloseable {
    private final HealthService health;
    private final ForestWatch watch;
    private final NatsForest forest;
    private final Runnable end;

    /** @param name of this machine's node */
    Onlooker(String name, NatsForest forest, Clock clock, Runnable end) {
        this.forest = requireNonNull(forest, "forest");
        this.end = requireNonNull(end, "end");
        Identity identity = new Identity(name, Version.current(), List.of(), List.of(), List.of());
        this.health = new HealthService(
                identity, forest.sidecar(), forest.storage(), forest.cluster(), forest.wholePipeline(), clock);
        this.watch = ForestWatch.fromOutside(health, forest.sidecar(), forest.server(), forest.fleet(), clock);
    }

    /** Asks everybody; takes a few seconds when some do not answer. */
    ForestStatus look() {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
        watch.refreshServer();
        watch.refreshFleet();
        return watch.status();
    }

    boolean isConnected() {
        return forest.sidecar().isConnected();
    }

    @Override
    public void close() {
        end.run();
    }
}
