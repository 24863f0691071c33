package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.adapters.nats.tls.NatsCertificates;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.ServerView;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import java.time.Clock;

/** The driven ports on NATS. */
public final class NatsModule extends AbstractModule {
    @Provides
    @Singleton
    NatsAdapter forest(NatsSettings settings, Clock clock, NodeThreads threads, NodeMetrics instruments) {
        return NatsAdapter.create(settings, clock, threads.timer(), threads.nats(), instruments);
    }

    @Provides
    @Singleton
    NodeCertificates certificates(NatsSettings settings, Clock clock) {
        return new NatsCertificates(settings.credentials(), clock);
    }

    @Provides
    @Singleton
    SidecarConnection sidecar(NatsAdapter forest) {
        return forest.sidecar();
    }

    @Provides
    @Singleton
    Wind wind(NatsAdapter forest) {
        return forest.wind();
    }

    @Provides
    @Singleton
    River river(NatsAdapter forest) {
        return forest.river();
    }

    @Provides
    @Singleton
    Leaves leaves(NatsAdapter forest) {
        return forest.leaves();
    }

    @Provides
    @Singleton
    Humus humus(NatsAdapter forest) {
        return forest.humus();
    }

    @Provides
    @Singleton
    Soil soil(NatsAdapter forest) {
        return forest.soil();
    }

    @Provides
    @Singleton
    EntityLeaves entityLeaves(NatsAdapter forest) {
        return forest.entityLeaves();
    }

    @Provides
    @Singleton
    EntityHumus entityHumus(NatsAdapter forest) {
        return forest.entityHumus();
    }

    @Provides
    @Singleton
    EntityStateCodec entityStateCodec() {
        return new NatsEntityStateCodec();
    }

    @Provides
    @Singleton
    StorageProbe storage(NatsAdapter forest) {
        return forest.storage();
    }

    @Provides
    @Singleton
    ClusterView cluster(NatsAdapter forest) {
        return forest.cluster();
    }

    @Provides
    @Singleton
    PipelineProbe pipeline(NatsAdapter forest) {
        return forest.pipeline();
    }

    @Provides
    @Singleton
    ServerView serverView(NatsAdapter forest) {
        return forest.server();
    }

    @Provides
    @Singleton
    NodeFleet fleet(NatsAdapter forest) {
        return forest.fleet();
    }
}
