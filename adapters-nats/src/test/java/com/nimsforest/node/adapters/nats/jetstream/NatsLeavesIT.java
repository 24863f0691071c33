package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.LeavesContract;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Wind;

class NatsLeavesIT extends OnOneServer implements LeavesContract {
    @Override
    public boolean mayStepBack() {
        return Grove.stepsBack();
    }

    @Override
    public Wind wind() {
        return grove.wind;
    }

    @Override
    public Leaves leaves() {
        return grove.forest.leaves();
    }
}
