package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.EntityHumusContract;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Humus;

class InMemoryEntityHumusTest extends InMemoryContractFixture implements EntityHumusContract {
    @Override
    public EntityHumus states() {
        return forest.entityHumus();
    }

    @Override
    public Humus humus() {
        return forest.humus();
    }

    @Override
    public void purgeHumus() {
        forest.servers().purge("HUMUS");
    }

    @Override
    public void dropFromHumus(long sequence) {
        forest.servers().dropUpTo("HUMUS", sequence);
    }
}
