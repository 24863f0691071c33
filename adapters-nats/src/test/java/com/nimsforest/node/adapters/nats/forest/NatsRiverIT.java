package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.RiverContract;
import com.nimsforest.node.ports.driven.River;

class NatsRiverIT extends OnSharedServer implements RiverContract {
    @Override
    public River river() {
        return grove.forest.river();
    }
}
