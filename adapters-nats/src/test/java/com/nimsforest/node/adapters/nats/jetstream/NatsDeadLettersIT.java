package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.DeadLettersContract;
import com.nimsforest.node.ports.driven.Leaves;

class NatsDeadLettersIT extends OnOneServer implements DeadLettersContract {
    @Override
    public Leaves leaves() {
        return grove.forest.leaves();
    }
}
