package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.DeadLettersContract;
import com.nimsforest.node.ports.driven.Leaves;

class InMemoryDeadLettersTest extends OnFakes implements DeadLettersContract {
    @Override
    public Leaves leaves() {
        return forest.leaves();
    }
}
