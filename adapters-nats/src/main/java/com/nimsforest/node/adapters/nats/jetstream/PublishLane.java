package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.InTurn;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages on their way into one stream. Many are under way at once; after a lost connection, and when the stream does
 * not answer, only the oldest is tried until it is answered, and then the others follow in their order. All state changes
 * in turn; safe for any thread.
 */
final class PublishLane {
    private static final int WINDOW = 256;

    private final InTurn turns = new InTurn();
    private final LongFunction<String> replies;
    private final long patience;
    private final Instruments instruments;
    private final Senders senders;

    private final Backlog backlog = new Backlog();
    private final Map<Long, Outgoing> open = new LinkedHashMap<>();
    private final Caution caution = new Caution();
    private @Nullable Connection connection;
    private boolean someToRepeat;
    private boolean closed;
    private long lastNumber;

    PublishLane(LongFunction<String> replies, Duration patience, Executor workers, Instruments instruments) {
        this.replies = replies;
        this.patience = patience.toNanos();
        this.instruments = instruments;
        this.senders = new Senders(workers);
    }

    /** Whether anything is on its way. */
    boolean isBusy() {
        return senders.areWaiting();
    }

    void submit(Outgoing message) {
        if (senders.admit(message)) {
            turns.run(() -> accept(message));
        }
    }

    void connected(Connection present) {
        turns.run(() -> {
            connection = present;
            open.values().forEach(message -> message.silence("the connection was lost"));
            someToRepeat = true;
            caution.begin(System.nanoTime());
            proceed();
        });
    }

    /** Sends nothing more over its connection unless that is still the present one. */
    void lostUnless(Predicate<Connection> present) {
        turns.run(() -> {
            if (connection != null && !present.test(connection)) {
                connection = null;
            }
        });
    }

    void answered(long number, PublishAnswer answer) {
        turns.run(() -> {
            Outgoing message = open.get(number);
            if (message != null) {
                understand(number, message, answer);
                proceed();
            }
        });
    }

    /** Looks after what is overdue; to be called every few milliseconds while busy. */
    void sweep() {
        turns.run(() -> {
            long now = System.nanoTime();
            expire(now);
            for (Outgoing message : open.values()) {
                if (message.isSilentSince(now - patience)) {
                    message.silence();
                    someToRepeat = true;
                    caution.trouble(now);
                }
            }
            proceed();
        });
    }

    /** Takes no more; what is on its way goes on. */
    void refuse() {
        turns.run(() -> closed = true);
    }

    /** Fails all that is still on its way. */
    void abandon() {
        turns.run(() -> {
            List<Outgoing> sent = List.copyOf(open.values());
            open.clear();
            sent.forEach(message -> senders.fail(message, message.expired(false)));
            backlog.clear().forEach(message -> senders.fail(message, message.expired(false)));
        });
    }

    private void accept(Outgoing message) {
        if (closed) {
            senders.fail(
                    message, new SidecarUnavailableException(message.subject() + " was not sent: the node is ending"));
            return;
        }
        backlog.add(message);
        proceed();
    }

    private void proceed() {
        if (connection == null) {
            return;
        }
        long now = System.nanoTime();
        if (caution.isCautious()) {
            tryOldest(now);
        }
        if (!caution.isCautious()) {
            repeatDue(now);
            sendNew(now);
        }
    }

    private void tryOldest(long now) {
        if (open.isEmpty()) {
            caution.end();
            return;
        }
        Map.Entry<Long, Outgoing> oldest = open.entrySet().iterator().next();
        if (!oldest.getValue().isAwaiting() && caution.mayTry(now)) {
            send(oldest.getKey(), oldest.getValue(), now);
        }
    }

    private void repeatDue(long now) {
        if (!someToRepeat) {
            return;
        }
        for (Map.Entry<Long, Outgoing> message : List.copyOf(open.entrySet())) {
            if (message.getValue().isDue(now) && !caution.isCautious()) {
                send(message.getKey(), message.getValue(), now);
            }
        }
        someToRepeat = open.values().stream().anyMatch(message -> !message.isAwaiting());
    }

    private void sendNew(long now) {
        while (open.size() < WINDOW && !caution.isCautious()) {
            Outgoing next = backlog.next();
            if (next == null) {
                return;
            }
            open.put(++lastNumber, next);
            send(lastNumber, next, now);
        }
    }

    private void send(long number, Outgoing message, long now) {
        Connection present = connection;
        if (present == null) {
            return;
        }
        if (message.sends() > 0) {
            instruments.add(Instruments.Count.PUBLISH_REPEATS);
        }
        try {
            message.send(present, replies.apply(number), now);
        } catch (IllegalArgumentException wrong) {
            end(number, message, new RejectedInputException(message.subject() + ": " + wrong.getMessage(), wrong));
        } catch (IllegalStateException notTaken) {
            someToRepeat = true;
            caution.trouble(now);
        }
    }

    private void understand(long number, Outgoing message, PublishAnswer answer) {
        long now = System.nanoTime();
        switch (answer.kind()) {
            case STORED -> {
                finish(number, message);
                answer.receipt().ifPresent(receipt -> senders.succeed(message, receipt));
            }
            case STALE -> end(number, message, new StaleRevisionException(message.words(answer)));
            case REJECTED -> end(number, message, new RejectedInputException(message.words(answer)));
            case FULL -> full(number, message, answer);
            case MESSAGE_IN_DOUBT -> later(message, answer);
            case NOBODY, STREAM_IN_DOUBT -> {
                message.troubled(answer, now);
                someToRepeat = true;
                caution.trouble(now);
                return;
            }
        }
        caution.end();
    }

    private void full(long number, Outgoing message, PublishAnswer answer) {
        if (message.isInDoubtBeside()) {
            later(message, answer);
        } else {
            end(number, message, new StorageUnavailableException(message.words(answer)));
        }
    }

    private void later(Outgoing message, PublishAnswer answer) {
        message.troubled(answer, System.nanoTime() + Backoff.after(message.sends()));
        someToRepeat = true;
    }

    private void expire(long now) {
        boolean connected = connection != null;
        for (Map.Entry<Long, Outgoing> message : List.copyOf(open.entrySet())) {
            if (message.getValue().isExpired(now)) {
                end(message.getKey(), message.getValue(), message.getValue().expired(connected));
            }
        }
        backlog.expired(now).forEach(message -> senders.fail(message, message.expired(connected)));
    }

    private void end(long number, Outgoing message, ForestException failure) {
        finish(number, message);
        senders.fail(message, failure);
    }

    private void finish(long number, Outgoing message) {
        open.remove(number);
        backlog.release(message);
    }
}
