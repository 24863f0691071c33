package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.contracts.RiverContract;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.River;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class InMemoryRiverTest implements RiverContract {
    private final InMemoryForest forest = InMemoryForest.running();

    InMemoryRiverTest() {
        forest.servers().closeWithin(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        forest.close();
    }

    @Override
    public River river() {
        return forest.river();
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
