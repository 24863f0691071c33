package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.HttpServerSettings;
import com.nimsforest.node.adapters.http.NodeHttpServer;
import com.nimsforest.node.adapters.http.metrics.MicrometerNodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;

/** The HTTP side, and the instruments that it shows. */
public final class HttpModule extends ConstructorModule {
    @Override
    protected void configure() {
        make(MicrometerNodeMetrics.class);
        bind(NodeMetrics.class).to(MicrometerNodeMetrics.class);
    }

    @Provides
    @Singleton
    NodeHttpServer server(
            HttpServerSettings settings,
            NodeHealth health,
            NodeStatus status,
            RiverIntake intake,
            SoilView soil,
            MicrometerNodeMetrics metrics,
            NodeCertificates certificates) {
        metrics.bind(status, certificates);
        return new NodeHttpServer(settings, health, status, intake, soil, metrics);
    }
}
