package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.HumusContract;
import com.nimsforest.node.ports.driven.Humus;

class NatsHumusIT extends OnSharedServer implements HumusContract {
    @Override
    public boolean mayStepBack() {
        return ConnectedAdapter.stepsBack();
    }

    @Override
    public Humus humus() {
        return grove.forest.humus();
    }
}
