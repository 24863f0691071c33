package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.NodeHttpServer;
import com.nimsforest.node.adapters.nats.forest.NatsLifecycle;
import com.nimsforest.node.bootstrap.node.HealthRefreshTimer;
import com.nimsforest.node.bootstrap.node.Node;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.bootstrap.node.Stage;
import com.nimsforest.node.bootstrap.node.SubscriptionLifecycle;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.systemd.ServiceStatusUpdater;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.usecase.ConnectionStateLogger;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodePipeline;
import java.util.List;

/** The order in which a node starts; it stops in reverse. */
public final class NodeStagesModule extends AbstractModule {
    @Provides
    @Singleton
    Node node(
            NodeThreads threads,
            LoadedPlugins plugins,
            HealthRefreshTimer health,
            ServiceStatusUpdater line,
            NodeHttpServer http,
            ConnectionStateLogger journal,
            SidecarConnection sidecar,
            NatsLifecycle nats,
            ForestStatusService watch,
            NodePipeline pipeline) {
        SubscriptionLifecycle answering = new SubscriptionLifecycle(watch::answer);
        return new Node(List.of(
                Stage.stopOnly("threads", threads::stop),
                Stage.stopOnly("plug-ins", plugins::close),
                new Stage("http", http::start, http::close),
                Stage.startOnly("journal", journal::start),
                new Stage("health", () -> health.start(sidecar), health::stop),
                new Stage("service line", line::start, line::stop),
                new Stage("connection", nats::connect, nats::close),
                new Stage("fleet", answering::start, answering::stop),
                Stage.startOnly("provisioning", nats::provision),
                new Stage("pipeline", pipeline::start, pipeline::stop)));
    }
}
