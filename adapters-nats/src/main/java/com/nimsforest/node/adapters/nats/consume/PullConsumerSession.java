package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.connection.ConnectionFlush;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.support.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription to a pull consumer on one connection, with one request for messages under way at a time. It does not
 * recover: anything unexpected ends it, {@link #endReason} says why, and whoever opened it opens another, which is the one
 * way of recovery from everything. Any thread.
 */
final class PullConsumerSession {
    private static final Logger LOG = LoggerFactory.getLogger(PullConsumerSession.class);
    private static final Duration EXPIRES = Duration.ofSeconds(30);
    private static final Duration SHORTEST_REQUEST = Duration.ofMillis(50);
    private static final Duration OWNED_EXPIRES = Duration.ofSeconds(2);
    private static final int OWNED_BATCH = 512;
    private static final int WRONG_PIN = 423;
    private static final Duration FLUSH = Duration.ofSeconds(2);

    /** How many messages, and how many bytes of them, may be asked for. */
    record PullLimit(int messages, long bytes) {
        static final PullLimit NONE = new PullLimit(0, 0);
    }

    private final Connection connection;
    private final String request;
    private final Duration heartbeat;
    private final Supplier<PullLimit> limit;
    private final Consumer<Message> receiver;
    private final String inbox;
    private final @Nullable ConsumerOwnership ownership;
    private final Object lock = new Object();
    private volatile PullRequestLimits limits;
    private @Nullable Dispatcher dispatcher;
    private boolean over;
    private String endReason = "";
    private long number;
    private int awaited;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean answered;
    private volatile long askedAt;

    /**
     * @param request the subject on which messages are asked for
     * @param limits what one request may ask of the consumer
     * @param limit how much may be asked for now; asked on any thread
     * @param taker takes each message, on the subscription's thread, one at a time
     */
    PullConsumerSession(
            Connection connection,
            String request,
            Duration heartbeat,
            PullRequestLimits limits,
            Supplier<PullLimit> limit,
            Consumer<Message> receiver) {
        this(connection, request, heartbeat, limits, limit, receiver, null);
    }

    /** @param ownership of a consumer that has one owner at a time; null for one that many share */
    PullConsumerSession(
            Connection connection,
            String request,
            Duration heartbeat,
            PullRequestLimits limits,
            Supplier<PullLimit> limit,
            Consumer<Message> receiver,
            @Nullable ConsumerOwnership ownership) {
        this.ownership = ownership;
        this.limits = limits;
        this.connection = connection;
        this.request = request;
        this.heartbeat = heartbeat;
        this.limit = limit;
        this.receiver = receiver;
        this.inbox = connection.createInbox();
    }

    /** Subscribes and asks for the first messages; throws {@code IllegalStateException} on a closed connection. */
    void open() {
        Dispatcher created = connection.createDispatcher(this::receive);
        created.subscribe(inbox + ".*");
        synchronized (lock) {
            dispatcher = created;
        }
        pull();
    }

    boolean isOn(Connection other) {
        return connection == other;
    }

    /** Whether messages are asked for on that subject. */
    boolean isAskingOn(String subject) {
        return request.equals(subject);
    }

    /** How long the servers have been silent. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    /** Whether the servers have served a request: with a message, a heartbeat or its regular end. */
    boolean isAnswered() {
        return answered;
    }

    /** Why it ended by itself, in the server's words; empty while it goes on. */
    String endReason() {
        synchronized (lock) {
            return endReason;
        }
    }

    /** Asks for more, unless more is already on its way or nothing may be asked for. */
    void pull() {
        long mine;
        PullLimit free = limitOrSign();
        PullLimit most = new PullLimit(limits.batch(atOnce(free.messages())), limits.bytes(free.bytes()));
        synchronized (lock) {
            if (over || awaited > 0 || most.messages() == 0) {
                return;
            }
            mine = ++number;
            awaited = most.messages();
        }
        lastHeard = System.nanoTime();
        askedAt = System.nanoTime();
        try {
            connection.publish(request, inbox + "." + mine, body(most).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalStateException gone) {
            end("the connection is gone");
        }
    }

    /** What is asked for is what is awaited: the servers say nothing at the end of a request that they have fulfilled. */
    private int atOnce(int free) {
        return ownership == null ? free : Math.min(free, OWNED_BATCH);
    }

    /** Servers refuse a heartbeat of more than half the time that the request may wait. */
    private String body(PullLimit most) {
        if (ownership != null) {
            return owned(most, ownership.pin());
        }
        Duration expires = limits.expires(EXPIRES);
        Duration half = expires.dividedBy(2);
        Duration beat = half.compareTo(heartbeat) < 0 ? half : heartbeat;
        return "{\"batch\":" + most.messages() + ",\"max_bytes\":" + most.bytes() + ",\"expires\":" + expires.toNanos()
                + ",\"idle_heartbeat\":" + beat.toNanos() + "}";
    }

    /**
     * Short, since only a request renews the pin; and without a bound on bytes, which nats-server 2.11.0 counts down for
     * those that wait for the pin, too ({@code nextWaiting} in consumer.go).
     */
    private static String owned(PullLimit most, String pin) {
        String id = pin.isEmpty() ? "" : ",\"id\":\"" + pin + "\"";
        return "{\"batch\":" + most.messages() + ",\"expires\":" + OWNED_EXPIRES.toNanos()
                + ",\"idle_heartbeat\":" + OWNED_EXPIRES.dividedBy(2).toNanos() + ",\"group\":\""
                + ConsumerOwnership.GROUP + "\"" + id + "}";
    }

    /** An owner that may not ask for more asks for one message now and then, lest it be taken for silent. */
    private PullLimit limitOrSign() {
        PullLimit most = limit.get();
        boolean isDue = silence().compareTo(OWNED_EXPIRES.dividedBy(2)) > 0;
        return most.messages() == 0 && ownership != null && isDue ? new PullLimit(1, 0) : most;
    }

    /** Whether a request for messages is under way, so that silence means something. */
    boolean isPulling() {
        synchronized (lock) {
            return awaited > 0;
        }
    }

    /** Stops for good; what is still on its way is not received. */
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

    /** Stops asking; the stage completes when all that was on its way has been taken. */
    CompletableFuture<Boolean> drain() {
        Dispatcher present = finish();
        if (present == null) {
            return CompletableFuture.completedFuture(true);
        }
        try {
            return ConnectionFlush.drain(connection, present, FLUSH);
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

    private void receive(Message message) {
        lastHeard = System.nanoTime();
        if (message.isStatusMessage()) {
            status(message.getSubject(), message.getStatus());
        } else if (message.isJetStream()) {
            answered = true;
            synchronized (lock) {
                awaited = Math.max(0, awaited - 1);
            }
            handOver(message);
            pull();
        }
    }

    /** What is not taken is not acknowledged either, and so comes again; the subscription's thread must live on. */
    private void handOver(Message message) {
        try {
            receiver.accept(message);
        } catch (Throwable failure) {
            LOG.error(
                    "received message could not be processed: request={} subject={}",
                    request,
                    message.getSubject(),
                    failure);
        }
    }

    private void status(String subject, Status status) {
        if (status.getCode() == 100) {
            answered = true;
            return;
        }
        synchronized (lock) {
            if (over || !subject.equals(inbox + "." + number)) {
                return;
            }
            awaited = 0;
        }
        if (status.getCode() == WRONG_PIN && ownership != null) {
            ownership.lose();
            pull();
        } else if (isEndOfRequest(status)) {
            answered = true;
            pullUnlessTooSoon();
        } else {
            refused(status.getCode() + " " + status.getMessage());
        }
    }

    /** Requests that end at once are sent again by the supervisor alone, which does so a few times a second. */
    private void pullUnlessTooSoon() {
        if (System.nanoTime() - askedAt > SHORTEST_REQUEST.toNanos()) {
            pull();
        }
    }

    /** A limit that the server names is obeyed from now on; anything else ends the session. */
    private void refused(String said) {
        Optional<PullRequestLimits> lowered = limits.loweredBy(said);
        if (lowered.isEmpty()) {
            end(said);
            return;
        }
        limits = lowered.get();
        LOG.info("{}: {}; requesting no more than that", request, said);
        pull();
    }

    private static boolean isEndOfRequest(Status status) {
        String description = String.valueOf(status.getMessage());
        return status.getCode() == 408
                || status.getCode() == 404
                || (status.getCode() == 409
                        && (description.startsWith("Batch Completed")
                                || description.startsWith("Message Size Exceeds")));
    }

    private void end(String why) {
        synchronized (lock) {
            if (!over) {
                over = true;
                endReason = why;
            }
        }
    }
}
