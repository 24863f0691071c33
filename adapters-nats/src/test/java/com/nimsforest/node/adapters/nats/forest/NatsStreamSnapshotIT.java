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
        return adapter.forest.snapshot();
    }

    @Override
    public Soil soil() {
        return adapter.forest.soil();
    }

    @Override
    public Leaves leaves() {
        return adapter.forest.leaves();
    }

    @Override
    public Humus humus() {
        return adapter.forest.humus();
    }
}
