package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.ports.contracts.StrataContract;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Strata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsStrataIT implements StrataContract, OnGrove {
    private NatsServer server;
    private Grove grove;

    @BeforeAll
    void grow() {
        server = NatsServer.start();
        grove = Grove.grown(server, Grove.QUICK);
    }

    @AfterAll
    void fell() {
        grove.close();
        server.close();
    }

    @Override
    public Grove grove() {
        return grove;
    }

    @Override
    public Strata strata() {
        return grove.forest.strata();
    }

    @Override
    public Soil soil() {
        return grove.forest.soil();
    }

    @Override
    public Leaves leaves() {
        return grove.forest.leaves();
    }

    @Override
    public Humus humus() {
        return grove.forest.humus();
    }
}
