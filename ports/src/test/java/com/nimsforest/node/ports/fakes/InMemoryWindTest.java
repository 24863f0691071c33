package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.WindContract;
import com.nimsforest.node.ports.driven.Wind;

class InMemoryWindTest extends InMemoryContractFixture implements WindContract {
    @Override
    public Wind wind() {
        return forest.wind();
    }
}
