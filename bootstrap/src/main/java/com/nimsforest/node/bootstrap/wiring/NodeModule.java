package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.HttpServer;
import com.nimsforest.node.adapters.nats.forest.NatsForest;
import com.nimsforest.node.bootstrap.node.Node;
import com.nimsforest.node.bootstrap.node.Stage;
import com.nimsforest.node.bootstrap.plugin.Plugins;
import com.nimsforest.node.bootstrap.systemd.ServiceLine;
import com.nimsforest.node.bootstrap.systemd.ServiceManager;
import com.nimsforest.node.ports.usecase.ConnectionJournal;
import com.nimsforest.node.ports.usecase.ForestWatch;
import com.nimsforest.node.ports.usecase.HealthService;
import com.nimsforest.node.ports.usecase.Pipeline;
import java.util.List;

/** The order in which a node starts; it stops in reverse. */
public final class NodeModule extends AbstractModule {
    @Provides
    @Singleton
    Threads threads() {
        return new Threads();
    }

    @Provides
    @Singleton
    HealthRefresh refresh(HealthService health, ForestWatch watch, Threads threads) {
        return new HealthRefresh(health, watch, threads.health());
    }

    @Provides
    @Singleton
    Answering answering(ForestWatch watch) {
        return new Answering(watch::answer);
    }

    @Provides
    @Singleton
    ServiceLine serviceLine(ForestWatch watch, ServiceManager manager, Threads threads) {
        return new ServiceLine(watch, manager, threads.health());
    }

    @Provides
    @Singleton
    Node node(
            Threads threads,
            Plugins plugins,
            HealthRefresh health,
            ServiceLine line,
            HttpServer http,
            ConnectionJournal journal,
            NatsForest forest,
            Answering answering,
            Pipeline pipeline) {
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
