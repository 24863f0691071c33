package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.EntityLeavesContract;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.Leaves;
import java.time.Clock;

class InMemoryEntityLeavesTest extends InMemoryContractFixture implements EntityLeavesContract {
    @Override
    public EntityLeaves entityLeaves() {
        return forest.entityLeaves();
    }

    @Override
    public EntityLeaves entityLeavesOfAnotherNode() {
        return new InMemoryForest(forest.servers(), Clock.systemUTC()).entityLeaves();
    }

    @Override
    public Leaves leaves() {
        return forest.leaves();
    }
}
