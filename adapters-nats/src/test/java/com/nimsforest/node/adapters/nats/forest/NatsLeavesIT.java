package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.LeavesContract;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Wind;

class NatsLeavesIT extends OnSharedServer implements LeavesContract {
    @Override
    public Wind wind() {
        return grove.wind;
    }

    @Override
    public Leaves leaves() {
        return grove.forest.leaves();
    }
}
