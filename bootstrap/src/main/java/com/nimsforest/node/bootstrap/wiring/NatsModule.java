package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.adapters.nats.monitor.NatsCertificates;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;

/** The driven ports on NATS: those that the adapter composes, and the two that need no connection. */
public final class NatsModule extends ConstructorModule {
    @Override
    protected void configure() {
        RecordComponents.bind(binder(), NatsAdapter.class);
        make(EntityStateCodec.class, NatsEntityStateCodec.class);
    }

    @Provides
    @Singleton
    NatsAdapter adapter(NatsSettings settings, Clock clock, NodeThreads threads, NodeMetrics instruments) {
        return NatsAdapter.create(settings, clock, threads.timer(), threads.nats(), instruments);
    }

    @Provides
    @Singleton
    NodeCertificates certificates(NatsSettings settings, Clock clock) {
        return new NatsCertificates(settings.credentials(), clock);
    }
}
