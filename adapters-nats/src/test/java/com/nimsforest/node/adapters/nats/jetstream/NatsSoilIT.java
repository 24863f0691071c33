package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.SoilContract;
import com.nimsforest.node.ports.driven.Soil;

class NatsSoilIT extends OnOneServer implements SoilContract {
    @Override
    public Soil soil() {
        return grove.forest.soil();
    }
}
