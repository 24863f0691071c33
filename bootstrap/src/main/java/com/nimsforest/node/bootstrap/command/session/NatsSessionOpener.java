package com.nimsforest.node.bootstrap.command.session;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.adapters.nats.mesh.OperatorRequest;
import com.nimsforest.node.adapters.nats.monitor.MonitoringClusterView;
import com.nimsforest.node.bootstrap.logging.LoggingSetup;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Opens sessions with the local NATS server. */
public final class NatsSessionOpener {
    /** A person waits: better a quick "unknown" than half a minute of silence. */
    private static final Duration PUBLISH_BUDGET = Duration.ofSeconds(5);

    private NatsSessionOpener() {}

    static ForestSession open(NodeSettings settings) {
        ConnectedNats connected = ConnectedNats.of(settings);
        NatsAdapter forest = connected.forest();
        try {
            forest.connect();
        } catch (RuntimeException failure) {
            connected.end();
            throw failure;
        }
        return new ForestSession(
                forest.river(),
                forest.leaves(),
                forest.humus(),
                forest.soil(),
                forest.deadLetters(),
                forest.storage(),
                forest.pipeline(),
                forest.snapshot(),
                forest.streamPlans(),
                forest.backup(),
                connected.mesh(settings.nats()),
                connected::end);
    }

    /** One that looks without a server too, and then says so. */
    public static ForestStatusProbe statusProbe(NodeSettings settings) {
        ConnectedNats connected = ConnectedNats.of(settings);
        NatsAdapter forest = connected.forest();
        try {
            forest.connect();
        } catch (SidecarUnavailableException unavailable) {
            // The status says it better, with what else there is to say.
        }
        return new ForestStatusProbe(settings.nodeName().value(), forest, Clock.systemUTC(), connected::end);
    }

    /** A forest and the threads that it works with. */
    private record ConnectedNats(NatsAdapter forest, ScheduledExecutorService timer, ExecutorService workers) {
        static ConnectedNats of(NodeSettings settings) {
            LoggingSetup.ofCommand(settings);
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("nats-timer"));
            ExecutorService workers = Executors.newCachedThreadPool(named("nats-worker"));
            NatsAdapter forest = NatsAdapter.create(
                    forCommand(settings.nats()), Clock.systemUTC(), timer, workers, NodeMetrics.none());
            return new ConnectedNats(forest, timer, workers);
        }

        MeshSession mesh(NatsSettings nats) {
            NatsSettings once = forCommand(nats);
            return new MeshSession(
                    nats.replicas(), login -> forest.mesh(new OperatorRequest(once, login, timer, workers)));
        }

        void end() {
            forest.close();
            timer.shutdownNow();
            workers.shutdownNow();
        }
    }

    /** Nobody types CLUSTER_PEERS before each command: the servers know how many they are. */
    private static NatsSettings forCommand(NatsSettings nats) {
        int machines = nats.singleNode() ? MonitoringClusterView.machines(nats.monitorUrl()) : nats.machines();
        return nats.toBuilder()
                .firstConnect(new ConnectRetrySchedule(1, nats.firstConnect().interval()))
                .connectionName(nats.connectionName() + " command")
                .publishBudget(PUBLISH_BUDGET)
                .machines(machines)
                .build();
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
