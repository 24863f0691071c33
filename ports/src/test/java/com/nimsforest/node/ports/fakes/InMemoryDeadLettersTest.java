package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.DeadLettersContract;
import com.nimsforest.node.ports.driven.Leaves;

class InMemoryDeadLettersTest extends InMemoryContractFixture implements DeadLettersContract {
    @Override
    public Leaves leaves() {
        return forest.leaves();
    }
}
