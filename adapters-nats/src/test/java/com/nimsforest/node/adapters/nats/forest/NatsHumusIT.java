package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.HumusContract;
import com.nimsforest.node.ports.driven.Humus;

class NatsHumusIT extends OnSharedServer implements HumusContract {
    @Override
    public Humus humus() {
        return adapter.forest.humus();
    }
}
