package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.StrataContract;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Strata;

class NatsStrataIT extends OnOneServer implements StrataContract {
    @Override
    public Strata strata() {
        return grove.forest.strata();
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
