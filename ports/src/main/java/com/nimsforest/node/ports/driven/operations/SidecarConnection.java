package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.ports.driven.Subscription;
import java.time.Duration;
import java.util.function.Consumer;

/** The connection to the local NATS server, the sidecar. It heals by itself until closed. */
public interface SidecarConnection {
    ConnectionState state();

    default boolean isConnected() {
        return state() == ConnectionState.CONNECTED;
    }

    /**
     * Waits until connected, at most as long as given; returns whether it is. Returns early when closed for good.
     *
     * @throws InterruptedException when interrupted while waiting
     */
    boolean awaitConnected(Duration atMost) throws InterruptedException;

    /**
     * Tells the listener the state as it is (from and to equal), before this returns or on another thread at that moment,
     * and then every change, in order, once each, one at a time. A listener that throws harms nobody.
     */
    Subscription onTransition(Consumer<ConnectionTransition> listener);

    /** What is known now; never waits on the network. */
    ConnectionFacts facts();
}
