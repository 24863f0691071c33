package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsCertificates;
import com.nimsforest.node.adapters.nats.forest.NatsForest;
import com.nimsforest.node.ports.driven.Certificates;
import com.nimsforest.node.ports.driven.ClusterView;
import com.nimsforest.node.ports.driven.Fleet;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.PipelineProbe;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.ServerView;
import com.nimsforest.node.ports.driven.SidecarConnection;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.StorageProbe;
import com.nimsforest.node.ports.driven.Wind;
import java.time.Clock;

/** The driven ports on NATS. */
public final class NatsModule extends AbstractModule {
    @Provides
    @Singleton
    NatsForest forest(NatsSettings settings, Clock clock, Threads threads, Instruments instruments) {
        return NatsForest.create(settings, clock, threads.timer(), threads.nats(), instruments);
    }

    @Provides
    @Singleton
    Certificates certificates(NatsSettings settings, Clock clock) {
        return new NatsCertificates(settings.credentials(), clock);
    }

    @Provides
    @Singleton
    SidecarConnection sidecar(NatsForest forest) {
        return forest.sidecar();
    }

    @Provides
    @Singleton
    Wind wind(NatsForest forest) {
        return forest.wind();
    }

    @Provides
    @Singleton
    River river(NatsForest forest) {
        return forest.river();
    }

    @Provides
    @Singleton
    Leaves leaves(NatsForest forest) {
        return forest.leaves();
    }

    @Provides
    @Singleton
    Humus humus(NatsForest forest) {
        return forest.humus();
    }

    @Provides
    @Singleton
    Soil soil(NatsForest forest) {
        return forest.soil();
    }

    @Provides
    @Singleton
    StorageProbe storage(NatsForest forest) {
        return forest.storage();
    }

    @Provides
    @Singleton
    ClusterView cluster(NatsForest forest) {
        return forest.cluster();
    }

    @Provides
    @Singleton
    PipelineProbe pipeline(NatsForest forest) {
        return forest.pipeline();
    }

    @Provides
    @Singleton
    ServerView serverView(NatsForest forest) {
        return forest.server();
    }

    @Provides
    @Singleton
    Fleet fleet(NatsForest forest) {
        return forest.fleet();
    }
}
