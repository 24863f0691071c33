package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.adapters.nats.wire.WireFormatException;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the wind on one connection after another, until closed. Safe for any thread. */
final class WindSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(WindSubscription.class);

    private final SubjectPattern pattern;
    private final WindListenerQueue<Leaf> mailbox;
    private final Object lock = new Object();
    private Runnable stopFollowing = () -> {};
    private @Nullable Connection connection;
    private @Nullable Dispatcher dispatcher;
    private boolean closed;

    WindSubscription(SubjectPattern pattern, WindListenerQueue<Leaf> mailbox) {
        this.pattern = pattern;
        this.mailbox = mailbox;
    }

    /** Listens from now on; at once if there is a connection. */
    void follow(NatsSidecarConnection sidecar) {
        try {
            listenOn(sidecar.require());
        } catch (SidecarUnavailableException notYet) {
            LOG.debug("{} is caught once there is a connection", pattern);
        }
        stopFollowing = sidecar.onConnection(this::listenOn);
    }

    @Override
    public void close() {
        stopFollowing.run();
        synchronized (lock) {
            if (!closed && connection != null && dispatcher != null) {
                end(connection, dispatcher);
            }
            closed = true;
        }
        mailbox.close();
    }

    private void listenOn(Connection present) {
        synchronized (lock) {
            if (closed || present == connection) {
                return;
            }
            try {
                Dispatcher listening = present.createDispatcher(this::take);
                listening.subscribe(pattern.value());
                connection = present;
                dispatcher = listening;
            } catch (IllegalStateException lostAgain) {
                LOG.debug("{} is caught on the next connection: {}", pattern, lostAgain.toString());
            }
        }
    }

    private static void end(Connection connection, Dispatcher dispatcher) {
        try {
            connection.closeDispatcher(dispatcher);
        } catch (IllegalStateException | IllegalArgumentException goneAlready) {
            LOG.debug("nothing to end: {}", goneAlready.toString());
        }
    }

    private void take(Message message) {
        try {
            mailbox.put(LeafJson.read(message.getData()));
        } catch (WireFormatException noLeaf) {
            LOG.debug("passed over what is no leaf subject={} reason={}", message.getSubject(), noLeaf.getMessage());
        }
    }
}
