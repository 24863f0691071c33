package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.status.CopyFacts;
import com.nimsforest.node.domain.status.ServerFacts;
import com.nimsforest.node.ports.driven.ServerView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sees the server that it is told to see. Any thread. */
public final class FakeServerView implements ServerView {
    private final AtomicReference<Optional<ServerFacts>> facts = new AtomicReference<>(Optional.empty());

    /** A server that holds these copies. */
    public static ServerFacts holding(String name, CopyFacts... copies) {
        return new ServerFacts(
                name, "2.15.2", Duration.ofHours(1), 20_000_000, 1_000, 10_000, 2, List.of(copies), Optional.empty());
    }

    public void see(ServerFacts now) {
        facts.set(Optional.of(now));
    }

    /** It cannot be asked. */
    public void seeNothing() {
        facts.set(Optional.empty());
    }

    @Override
    public Optional<ServerFacts> server() {
        return facts.get();
    }
}
