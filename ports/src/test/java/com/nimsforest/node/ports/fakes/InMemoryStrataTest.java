package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.contracts.StrataContract;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Strata;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class InMemoryStrataTest implements StrataContract {
    private final InMemoryForest forest = InMemoryForest.running();

    InMemoryStrataTest() {
        forest.servers().closeWithin(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        forest.close();
    }

    @Override
    public Strata strata() {
        return forest.strata();
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

    @Override
    public Patience patience() {
        return Patience.FAST;
    }

    @Override
    public DeadLetters deadLetters() {
        return forest.deadLetters();
    }

    @Override
    public void putRaw(String subject, byte[] body) {
        forest.servers().putRaw(subject, body);
    }

    @Override
    public void disconnect() {
        forest.disconnect();
    }

    @Override
    public void restore() {
        forest.restore();
    }
}
