package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.LeavesContract;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Wind;

class InMemoryLeavesTest extends InMemoryContractFixture implements LeavesContract {
    @Override
    public Leaves leaves() {
        return forest.leaves();
    }

    @Override
    public Wind wind() {
        return forest.wind();
    }
}
