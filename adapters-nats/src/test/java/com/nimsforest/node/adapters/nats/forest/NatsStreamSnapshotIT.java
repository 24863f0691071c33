package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.ports.contracts.StreamSnapshotContract;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;

class NatsStreamSnapshotIT extends OnSharedServer implements StreamSnapshotContract {
    @Override
    public StreamSnapshot snapshot() {
        return grove.forest.snapshot();
    }

    @Override
    public Soil soil() {
        return grove.forest.soil();
    }

    @Override
    public Leaves leaves() {
        return grove.forest.leaves();
    }

    @Override
    public Humus humus() {
        return grove.forest.humus();
    }
}
