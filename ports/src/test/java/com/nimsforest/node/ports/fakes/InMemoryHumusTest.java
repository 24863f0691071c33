package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.HumusContract;
import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Humus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class InMemoryHumusTest implements HumusContract {
    private final InMemoryForest forest = InMemoryForest.running();

    InMemoryHumusTest() {
        forest.servers().closeWithin(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        forest.close();
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
