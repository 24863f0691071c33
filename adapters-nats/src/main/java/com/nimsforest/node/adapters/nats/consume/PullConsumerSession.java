package com.nimsforest.node.adapters.nats.consume;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.support.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription to a pull consumer on one connection, with one request for messages under way at a time. It does not
 * heal: whatever is odd ends it, and its owner opens another, which is the one way of recovery from everything. Any
 * thread.
 */
final class PullConsumerSession {
    private static final Logger LOG = LoggerFactory.getLogger(PullConsumerSession.class);
    private static final Duration EXPIRES = Duration.ofSeconds(30);
    private static final Duration FLUSH = Duration.ofSeconds(2);

    /** Whoever opened the session. Called on the session's thread, one at a time. */
    interface Owner {
        void message(PullConsumerSession from, Message message);

        /** How much may be asked for now. */
        Room room();

        /** The session brings nothing any more. */
        void ended(PullConsumerSession session, String why);
    }

    /** How much more fits in the owner's hands; nothing at all when it is not worth asking. */
    record Room(int messages, long bytes) {
        static final Room NONE = new Room(0, 0);
    }

    private final Connection connection;
    private final String request;
    private final Duration heartbeat;
    private final Owner owner;
    private final String inbox;
    private final Object lock = new Object();
    private @Nullable Dispatcher dispatcher;
    private boolean over;
    private long number;
    private int awaited;
    private volatile long heard = System.nanoTime();

    PullConsumerSession(Connection connection, String stream, String consumer, Duration heartbeat, Owner owner) {
        this.connection = connection;
        this.request = "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + consumer;
        this.heartbeat = heartbeat;
        this.owner = owner;
        this.inbox = connection.createInbox();
    }

    /** Subscribes and asks for the first messages; throws {@code IllegalStateException} on a closed connection. */
    void open() {
        Dispatcher made = connection.createDispatcher(this::hear);
        made.subscribe(inbox + ".*");
        synchronized (lock) {
            dispatcher = made;
        }
        pull();
    }

    boolean isOn(Connection other) {
        return connection == other;
    }

    /** How long the servers have been silent. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    /** Asks for more, unless more is already on its way or there is no room. */
    void pull() {
        long mine;
        Room room = owner.room();
        synchronized (lock) {
            if (over || awaited > 0 || room.messages() == 0) {
                return;
            }
            mine = ++number;
            awaited = room.messages();
        }
        heard = System.nanoTime();
        String body = "{\"batch\":" + room.messages() + ",\"max_bytes\":" + room.bytes() + ",\"expires\":"
                + EXPIRES.toNanos() + ",\"idle_heartbeat\":" + heartbeat.toNanos() + "}";
        try {
            connection.publish(request, inbox + "." + mine, body.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalStateException gone) {
            end("the connection is gone");
        }
    }

    /** Whether a request for messages is under way, so that silence means something. */
    boolean isPulling() {
        synchronized (lock) {
            return awaited > 0;
        }
    }

    /** Stops for good; what is still on its way is not heard. */
    void close() {
        Dispatcher present = finish();
        if (present == null) {
            return;
        }
        try {
            connection.closeDispatcher(present);
        } catch (IllegalArgumentException | IllegalStateException gone) {
            LOG.debug("subscription went with its connection: {}", gone.getMessage());
        }
    }

    /** Stops asking; the stage completes when all that was on its way has been heard. */
    CompletableFuture<Boolean> drain() {
        Dispatcher present = finish();
        if (present == null) {
            return CompletableFuture.completedFuture(true);
        }
        try {
            return present.drain(FLUSH);
        } catch (IllegalStateException | NullPointerException gone) {
            // A connection that jnats is closing has no executor any more, for which a drain asks (2.26.2,
            // NatsConsumer).
            LOG.debug("not drained: {}", gone.toString());
            return CompletableFuture.completedFuture(false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(false);
        }
    }

    private @Nullable Dispatcher finish() {
        synchronized (lock) {
            over = true;
            Dispatcher present = dispatcher;
            dispatcher = null;
            return present;
        }
    }

    private void hear(Message message) {
        heard = System.nanoTime();
        if (message.isStatusMessage()) {
            status(message.getSubject(), message.getStatus());
        } else if (message.isJetStream()) {
            synchronized (lock) {
                awaited = Math.max(0, awaited - 1);
            }
            owner.message(this, message);
            pull();
        }
    }

    private void status(String subject, Status status) {
        if (status.getCode() == 100) {
            return;
        }
        synchronized (lock) {
            if (over || !subject.equals(inbox + "." + number)) {
                return;
            }
            awaited = 0;
        }
        if (isEndOfRequest(status)) {
            pull();
        } else {
            end(status.getCode() + " " + status.getMessage());
        }
    }

    private static boolean isEndOfRequest(Status status) {
        String words = String.valueOf(status.getMessage());
        return status.getCode() == 408
                || status.getCode() == 404
                || (status.getCode() == 409
                        && (words.startsWith("Batch Completed") || words.startsWith("Message Size Exceeds")));
    }

    private void end(String why) {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
        }
        owner.ended(this, why);
    }
}
