package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.HumusContract;
import com.nimsforest.node.ports.driven.Humus;

class NatsHumusIT extends OnOneServer implements HumusContract {
    @Override
    public boolean mayStepBack() {
        return Grove.stepsBack();
    }

    @Override
    public Humus humus() {
        return grove.forest.humus();
    }
}
