package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.DeadLettersContract;
import com.nimsforest.node.ports.driven.Leaves;

class NatsDeadLettersIT extends OnSharedServer implements DeadLettersContract {
    @Override
    public Leaves leaves() {
        return adapter.forest.leaves();
    }
}
