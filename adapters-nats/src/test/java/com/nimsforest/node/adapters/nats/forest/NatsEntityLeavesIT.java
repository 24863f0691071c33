package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.EntityLeavesContract;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.Leaves;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class NatsEntityLeavesIT extends OnSharedServer implements EntityLeavesContract {
    private ConnectedAdapter another;

    @BeforeAll
    void startAnother() {
        another = adapter.another();
    }

    @AfterAll
    void stopAnother() {
        another.close();
    }

    @Override
    public EntityLeaves entityLeaves() {
        return adapter.forest.entityLeaves();
    }

    @Override
    public EntityLeaves entityLeavesOfAnotherNode() {
        return another.forest.entityLeaves();
    }

    @Override
    public Leaves leaves() {
        return adapter.forest.leaves();
    }
}
