package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A contract whose tests share one server and the node beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnOneServer implements OnGrove {
    private NatsServer server;
    Grove grove;

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
}
