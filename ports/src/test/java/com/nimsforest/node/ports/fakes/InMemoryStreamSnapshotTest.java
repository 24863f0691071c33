package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.StreamSnapshotContract;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;

class InMemoryStreamSnapshotTest extends InMemoryContractFixture implements StreamSnapshotContract {
    @Override
    public StreamSnapshot snapshot() {
        return forest.snapshot();
    }

    @Override
    public Soil soil() {
        return forest.soil();
    }

    @Override
    public Leaves leaves() {
        return forest.leaves();
    }

    @Override
    public Humus humus() {
        return forest.humus();
    }
}
