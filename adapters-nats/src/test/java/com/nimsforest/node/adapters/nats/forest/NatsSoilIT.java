package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.SoilContract;
import com.nimsforest.node.ports.driven.Soil;

class NatsSoilIT extends OnSharedServer implements SoilContract {
    @Override
    public Soil soil() {
        return adapter.forest.soil();
    }
}
