package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.ports.driven.operations.ServerView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sees the server that it is told to see. Any thread. */
public final class FakeServerView implements ServerView {
    private final AtomicReference<Optional<NatsServerFacts>> facts = new AtomicReference<>(Optional.empty());

    /** A server that holds these copies. */
    public static NatsServerFacts holding(String name, StreamReplicaContent... copies) {
        return new NatsServerFacts(
                name, "2.15.3", Duration.ofHours(1), 20_000_000, 1_000, 10_000, 2, List.of(copies), Optional.empty());
    }

    public void see(NatsServerFacts now) {
        facts.set(Optional.of(now));
    }

    /** It cannot be asked. */
    public void seeNothing() {
        facts.set(Optional.empty());
    }

    @Override
    public Optional<NatsServerFacts> server() {
        return facts.get();
    }
}
