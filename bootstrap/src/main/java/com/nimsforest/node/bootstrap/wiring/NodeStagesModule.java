package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.NodeHttpServer;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.HealthRefreshTimer;
import com.nimsforest.node.bootstrap.node.Node;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.bootstrap.node.Stage;
import com.nimsforest.node.bootstrap.node.SubscriptionLifecycle;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.bootstrap.systemd.ServiceStatusUpdater;
import com.nimsforest.node.ports.usecase.ConnectionStateLogger;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import com.nimsforest.node.ports.usecase.NodePipeline;
import java.util.List;

/** The order in which a node starts; it stops in reverse. */
public final class NodeStagesModule extends AbstractModule {
    @Provides
    @Singleton
    NodeThreads threads() {
        return new NodeThreads();
    }

    @Provides
    @Singleton
    HealthRefreshTimer refresh(NodeHealthService health, ForestStatusService watch, NodeThreads threads) {
        return new HealthRefreshTimer(health, watch, threads.health());
    }

    @Provides
    @Singleton
    SubscriptionLifecycle answering(ForestStatusService watch) {
        return new SubscriptionLifecycle(watch::answer);
    }

    @Provides
    @Singleton
    ServiceStatusUpdater serviceLine(ForestStatusService watch, ServiceNotifier manager, NodeThreads threads) {
        return new ServiceStatusUpdater(watch, manager, threads.health());
    }

    @Provides
    @Singleton
    Node node(
            NodeThreads threads,
            LoadedPlugins plugins,
            HealthRefreshTimer health,
            ServiceStatusUpdater line,
            NodeHttpServer http,
            ConnectionStateLogger journal,
            NatsAdapter forest,
            SubscriptionLifecycle answering,
            NodePipeline pipeline) {
        return new Node(List.of(
                Stage.stopOnly("threads", threads::stop),
                Stage.stopOnly("plug-ins", plugins::close),
                new Stage("http", http::start, http::close),
                Stage.startOnly("journal", journal::start),
                new Stage("health", () -> health.start(forest.sidecar()), health::stop),
                new Stage("service line", line::start, line::stop),
                new Stage("connection", forest::connect, forest::close),
                new Stage("fleet", answering::start, answering::stop),
                Stage.startOnly("provisioning", forest::provision),
                new Stage("pipeline", pipeline::start, pipeline::stop)));
    }
}
