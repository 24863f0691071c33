package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.ContractTimeouts;
import com.nimsforest.node.ports.contracts.ForestContract;
import com.nimsforest.node.ports.driven.DeadLetters;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** What every contract on the fakes supplies: a forest of its own for each test. */
abstract class InMemoryContractFixture implements ForestContract {
    final InMemoryForest forest = InMemoryForest.running();

    InMemoryContractFixture() {
        forest.servers().closeWithin(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        forest.close();
    }

    @Override
    public ContractTimeouts patience() {
        return ContractTimeouts.FAST;
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
