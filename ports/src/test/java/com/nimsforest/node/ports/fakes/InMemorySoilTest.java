package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.SoilContract;
import com.nimsforest.node.ports.driven.Soil;

class InMemorySoilTest extends InMemoryContractFixture implements SoilContract {
    @Override
    public Soil soil() {
        return forest.soil();
    }
}
