package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.RiverContract;
import com.nimsforest.node.ports.driven.River;

class InMemoryRiverTest extends InMemoryContractFixture implements RiverContract {
    @Override
    public River river() {
        return forest.river();
    }
}
