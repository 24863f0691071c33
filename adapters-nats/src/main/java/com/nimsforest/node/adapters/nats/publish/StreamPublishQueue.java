package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.execution.CallerRunsQueue;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are being published into one stream. Many are in flight at once; after a lost connection, and when the
 * stream does not answer, only the oldest is tried until it is answered, and then the others follow in their order. State
 * changes one after another; safe for any thread.
 */
final class StreamPublishQueue {
    private static final int WINDOW = 256;

    private final CallerRunsQueue turns = new CallerRunsQueue();
    private final LongFunction<String> replies;
    private final long timeout;
    private final NodeMetrics instruments;
    private final AdmittedPublishes admission;

    private final KeyOrderedBacklog backlog = new KeyOrderedBacklog();
    private final Map<Long, PendingPublish> open = new LinkedHashMap<>();
    private final StreamProbeState probe = new StreamProbeState();
    private final BatchBreakEven breakEven = new BatchBreakEven();
    private boolean batches;
    private AtomicPublishBatch batch = AtomicPublishBatch.none();
    private @Nullable Connection connection;
    private final Map<String, Integer> refusals = new HashMap<>();
    private boolean someToRepeat;
    private String unanswerable = "";
    private boolean closed;
    private long lastNumber;

    StreamPublishQueue(LongFunction<String> replies, Duration timeout, Executor workers, NodeMetrics instruments) {
        this.replies = replies;
        this.timeout = timeout.toNanos();
        this.instruments = instruments;
        this.admission = new AdmittedPublishes(workers);
    }

    /** Whether any message is not answered yet. */
    boolean isBusy() {
        return admission.areWaiting();
    }

    void submit(PendingPublish message) {
        if (admission.admit(message)) {
            turns.run(() -> accept(message));
        }
    }

    /** Whether what waits may go as one atomic batch: the stream takes them. */
    void allowBatches(boolean allowed) {
        turns.run(() -> batches = allowed);
    }

    void connected(Connection present) {
        turns.run(() -> {
            connection = present;
            refusals.clear();
            unanswerable = "";
            open.values().forEach(message -> message.silence("the connection was lost"));
            someToRepeat = true;
            probe.start(System.nanoTime());
            proceed();
        });
    }

    /** Stops sending unless its connection is still the current one. */
    void lostUnless(Predicate<Connection> present) {
        turns.run(() -> {
            if (connection != null && !present.test(connection)) {
                connection = null;
            }
        });
    }

    void answered(long number, PublishAnswer answer) {
        turns.run(() -> {
            PendingPublish message = open.get(number);
            if (message != null) {
                breakEven.answered(System.nanoTime(), open.size() > 1 + batch.awaited());
                understand(number, message, answer);
                proceed();
            } else if (batch.isAwaited() && batch.number == number) {
                understand(batch, answer.toBatch(batch.messages.size()));
                proceed();
            }
        });
    }

    /**
     * The server does not let the node publish on the subject. It says so of each message: only when it has said so of all
     * that await an answer there, each is definitely not stored.
     */
    void refused(String subject, String said) {
        turns.run(() -> {
            List<Map.Entry<Long, PendingPublish>> there = open.entrySet().stream()
                    .filter(message -> message.getValue().isAwaiting()
                            && message.getValue().subject().equals(subject))
                    .toList();
            if (!there.isEmpty() && refusals.merge(subject, 1, Integer::sum) < there.size()) {
                return;
            }
            refusals.remove(subject);
            there.forEach(message -> understand(message.getKey(), message.getValue(), PublishAnswer.forbidden(said)));
            proceed();
        });
    }

    /** No answer can be received on this connection: what is sent already is in doubt, and nothing more is sent. */
    void unanswerable(String said) {
        turns.run(() -> {
            unanswerable = said;
            List.copyOf(open.entrySet())
                    .forEach(message -> end(
                            message.getKey(),
                            message.getValue(),
                            message.getValue().unanswerable(said)));
            backlog.clear().forEach(message -> admission.fail(message, message.unanswerable(said)));
        });
    }

    /** Expires and repeats overdue messages; to be called every few milliseconds while busy. */
    void sweep() {
        turns.run(() -> {
            long now = System.nanoTime();
            expire(now);
            for (PendingPublish message : open.values()) {
                if (message.isSilentSince(now - timeout)) {
                    message.silence();
                    someToRepeat = true;
                    probe.failed(now);
                }
            }
            proceed();
        });
    }

    /** Refuses new messages; those that are in flight continue. */
    void refuse() {
        turns.run(() -> closed = true);
    }

    /** Fails all messages that are not answered. */
    void abandon() {
        turns.run(() -> {
            List<PendingPublish> sent = List.copyOf(open.values());
            open.clear();
            sent.forEach(message -> admission.fail(message, message.expired(false)));
            backlog.clear().forEach(message -> admission.fail(message, message.expired(false)));
        });
    }

    private void accept(PendingPublish message) {
        if (closed) {
            admission.fail(
                    message, new SidecarUnavailableException(message.subject() + " was not sent: the node is ending"));
            return;
        }
        if (!unanswerable.isEmpty()) {
            admission.fail(message, message.unanswerable(unanswerable));
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
        if (probe.isProbing()) {
            tryOldest(now);
        }
        if (!probe.isProbing()) {
            repeatDue(now);
            sendNew(now);
        }
    }

    private void tryOldest(long now) {
        if (open.isEmpty()) {
            probe.stop();
            return;
        }
        Map.Entry<Long, PendingPublish> oldest = open.entrySet().iterator().next();
        if (!oldest.getValue().isAwaiting() && probe.mayTry(now)) {
            send(oldest.getKey(), oldest.getValue(), now);
        }
    }

    private void repeatDue(long now) {
        if (!someToRepeat) {
            return;
        }
        for (Map.Entry<Long, PendingPublish> message : List.copyOf(open.entrySet())) {
            if (message.getValue().isDue(now) && !probe.isProbing()) {
                send(message.getKey(), message.getValue(), now);
            }
        }
        someToRepeat = open.values().stream().anyMatch(message -> !message.isAwaiting());
    }

    /**
     * One batch at a time, and while it is under way nothing else: what comes meanwhile is the next one. What is not enough for
     * a batch goes one by one.
     */
    private void sendNew(long now) {
        while (open.size() < WINDOW && !probe.isProbing() && !batch.isAwaited()) {
            List<PendingPublish> together = enoughForABatch();
            if (!together.isEmpty()) {
                send(together, now);
                continue;
            }
            PendingPublish next = isBatchNear() ? null : backlog.next();
            if (next == null) {
                return;
            }
            open.put(++lastNumber, next);
            send(lastNumber, next, now);
        }
    }

    private List<PendingPublish> enoughForABatch() {
        if (!batches || backlog.ready().size() < breakEven.messages()) {
            return List.of();
        }
        List<PendingPublish> first = AtomicPublishBatch.first(backlog.ready());
        return first.size() < breakEven.messages() ? List.of() : first;
    }

    /** Whether what waits will be enough for a batch when those under way have their answers, and as many follow them. */
    private boolean isBatchNear() {
        int waiting = backlog.ready().size();
        if (!batches || waiting == 0 || waiting >= breakEven.messages()) {
            return false;
        }
        long awaited = open.values().stream().filter(PendingPublish::isAwaiting).count();
        return awaited > 0
                && awaited + waiting >= breakEven.messages()
                && AtomicPublishBatch.takes(backlog.ready().iterator().next());
    }

    private void send(List<PendingPublish> together, long now) {
        Connection present = connection;
        if (present == null) {
            return;
        }
        for (PendingPublish message : together) {
            backlog.next();
            open.put(++lastNumber, message);
        }
        try {
            long number = ++lastNumber;
            batch = AtomicPublishBatch.send(present, number, replies.apply(number), together, now);
        } catch (IllegalArgumentException one) {
            someToRepeat = true;
            repeatDue(now);
        } catch (IllegalStateException notTaken) {
            someToRepeat = true;
            probe.failed(now);
        }
    }

    private void send(long number, PendingPublish message, long now) {
        Connection present = connection;
        if (present == null) {
            return;
        }
        if (message.sends() > 0) {
            instruments.add(NodeMetrics.Count.PUBLISH_REPEATS);
        }
        try {
            message.send(present, replies.apply(number), now);
        } catch (IllegalArgumentException wrong) {
            end(number, message, new RejectedInputException(message.subject() + ": " + wrong.getMessage(), wrong));
        } catch (IllegalStateException notTaken) {
            someToRepeat = true;
            probe.failed(now);
        }
    }

    private void understand(long number, PendingPublish message, PublishAnswer answer) {
        long now = System.nanoTime();
        switch (answer.outcome()) {
            case STORED -> {
                finish(number, message);
                answer.receipt().ifPresent(receipt -> admission.succeed(message, receipt));
            }
            case STALE -> end(number, message, new StaleRevisionException(message.describe(answer)));
            case REJECTED -> end(number, message, new RejectedInputException(message.describe(answer)));
            case FULL, FORBIDDEN -> notStored(number, message, answer);
            case MESSAGE_IN_DOUBT -> later(message, answer);
            case NO_RESPONDERS, STREAM_IN_DOUBT -> {
                message.troubled(answer, now);
                someToRepeat = true;
                probe.failed(now);
                return;
            }
        }
        probe.stop();
    }

    private void understand(AtomicPublishBatch answered, PublishAnswer answer) {
        long now = System.nanoTime();
        if (answer.receipt().isPresent()) {
            breakEven.stored(answered.sentAt, now);
            stored(answered, answer.receipt().get());
            probe.stop();
            return;
        }
        breakEven.refused(answered.messages.size(), answered.sentAt, now);
        answered.messages.stream()
                .filter(PendingPublish::awaitsBatch)
                .forEach(message -> message.refusedTogether(answer, now));
        someToRepeat = true;
        if (answer.outcome() == PublishOutcome.NO_RESPONDERS || answer.outcome() == PublishOutcome.STREAM_IN_DOUBT) {
            probe.failed(now);
        } else {
            probe.stop();
        }
    }

    /** The server stored them one right after the other, and said where the last one is. */
    private void stored(AtomicPublishBatch answered, PublishReceipt last) {
        int size = answered.messages.size();
        for (int i = 0; i < size; i++) {
            PendingPublish message = answered.messages.get(i);
            if (message.awaitsBatch()) {
                finish(answered.number - size + i, message);
                admission.succeed(
                        message, new PublishReceipt(last.stream(), last.sequence() - size + 1 + i, last.duplicate()));
            }
        }
    }

    private void notStored(long number, PendingPublish message, PublishAnswer answer) {
        if (message.isInDoubtBeside()) {
            later(message, answer);
        } else {
            end(number, message, new StorageUnavailableException(message.describe(answer)));
        }
    }

    private void later(PendingPublish message, PublishAnswer answer) {
        message.troubled(answer, System.nanoTime() + PublishRetryDelay.after(message.sends()));
        someToRepeat = true;
    }

    private void expire(long now) {
        boolean connected = connection != null;
        for (Map.Entry<Long, PendingPublish> message : List.copyOf(open.entrySet())) {
            if (message.getValue().isExpired(now)) {
                end(message.getKey(), message.getValue(), message.getValue().expired(connected));
            }
        }
        backlog.expired(now).forEach(message -> admission.fail(message, message.expired(connected)));
    }

    private void end(long number, PendingPublish message, ForestException failure) {
        finish(number, message);
        admission.fail(message, failure);
    }

    private void finish(long number, PendingPublish message) {
        open.remove(number);
        message.settle();
        backlog.release(message);
    }
}
