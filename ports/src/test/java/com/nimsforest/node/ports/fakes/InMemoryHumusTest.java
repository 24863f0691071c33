package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.HumusContract;
import com.nimsforest.node.ports.driven.Humus;

class InMemoryHumusTest extends InMemoryContractFixture implements HumusContract {
    @Override
    public Humus humus() {
        return forest.humus();
    }
}
