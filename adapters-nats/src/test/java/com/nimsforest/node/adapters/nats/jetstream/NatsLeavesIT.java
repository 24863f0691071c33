package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.ports.contracts.LeavesContract;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Wind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsLeavesIT implements LeavesContract, OnGrove {
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
    public boolean mayStepBack() {
        return Grove.stepsBack();
    }

    @Override
    public Wind wind() {
        return grove.wind;
    }

    @Override
    public Leaves leaves() {
        return grove.forest.leaves();
    }
}
