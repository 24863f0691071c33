package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.RiverContract;
import com.nimsforest.node.ports.driven.River;

class NatsRiverIT extends OnOneServer implements RiverContract {
    @Override
    public boolean mayStepBack() {
        return Grove.stepsBack();
    }

    @Override
    public River river() {
        return grove.forest.river();
    }
}
