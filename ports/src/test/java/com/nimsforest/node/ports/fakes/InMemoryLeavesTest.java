package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.LeavesContract;
import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Wind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class InMemoryLeavesTest implements LeavesContract {
    private final InMemoryForest forest = InMemoryForest.running();

    InMemoryLeavesTest() {
        forest.servers().closeWithin(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        forest.close();
    }

    @Override
    public Leaves leaves() {
        return forest.leaves();
    }

    @Override
    public Wind wind() {
        return forest.wind();
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
