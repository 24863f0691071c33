package com.nimsforest.node.adapters.nats.publish;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.connection.PermissionViolation;
import com.nimsforest.node.adapters.nats.connection.PermissionViolation.Action;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages into streams: the same message with the same id is sent again until the servers say definitely what
 * became of it, or its time is up. Many are under way at once, and no thread waits for one. What is dropped here in order
 * is stored in order, as long as nothing goes wrong; with an order key, even then. Safe for any thread.
 */
public final class StreamPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamPublisher.class);
    private static final List<String> OWN_QUEUES = List.of("river.", "humus.", "deadletter.", "aside.", "$");
    private static final Duration SWEEP = Duration.ofMillis(20);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private final NatsSidecarConnection sidecar;
    private final ScheduledExecutorService timer;
    private final String inbox;
    private final List<StreamPublishQueue> queues = new ArrayList<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Runnable stopFollowing;
    private final Subscription transitions;
    private final Runnable stopViolations;
    private volatile long maxPayload = Long.MAX_VALUE;

    public StreamPublisher(
            NatsSidecarConnection sidecar,
            NatsSettings settings,
            ScheduledExecutorService timer,
            Executor workers,
            NodeMetrics instruments) {
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.timer = requireNonNull(timer, "timer");
        this.inbox = settings.inboxPrefix() + "." + NUID.nextGlobal() + ".";
        for (int i = 0; i <= OWN_QUEUES.size(); i++) {
            String replies = inbox + i + ".";
            queues.add(new StreamPublishQueue(
                    number -> replies + number, settings.requestTimeout(), workers, instruments));
        }
        this.stopViolations = sidecar.violations().listen(this::violated);
        this.stopFollowing = sidecar.onConnection(this::follow);
        this.transitions = sidecar.onTransition(transition -> forgetLost());
    }

    /**
     * Has the message stored. The stage completes on a worker.
     *
     * @param headers hold the id of the message, and what is expected of the stream; not to be changed afterwards
     * @return the receipt; fails with {@code UnknownOutcomeException} when the budget is gone and a copy may be stored,
     *     {@code SidecarUnavailableException} or {@code StorageUnavailableException} when none is, {@code
     *     StaleRevisionException} when the expected revision is not the present one, {@code RejectedInputException} when
     *     it is too large or refused for what it is
     */
    public CompletionStage<PublishReceipt> publish(String subject, Headers headers, byte[] body, Duration budget) {
        return submit(Optional.empty(), subject, headers, body, budget);
    }

    /** The same, but it is sent only after those with the same key that came before have their answers. */
    public CompletionStage<PublishReceipt> publishInOrder(
            String key, String subject, Headers headers, byte[] body, Duration budget) {
        return submit(Optional.of(key), subject, headers, body, budget);
    }

    /** Takes no more, waits a few seconds for the answers that are still to come, and fails the rest. */
    @Override
    public void close() {
        if (closing.getCount() == 0) {
            return;
        }
        queues.forEach(StreamPublishQueue::refuse);
        awaitAnswers();
        closing.countDown();
        stopFollowing.run();
        transitions.close();
        stopViolations.run();
        queues.forEach(StreamPublishQueue::abandon);
    }

    /** The stream was looked at: whether it takes atomic batches. */
    public void allowBatches(String stream, boolean allowed) {
        switch (stream) {
            case ForestStreamLayout.RIVER -> queue(RiverSubjects.PREFIX).allowBatches(allowed);
            case ForestStreamLayout.HUMUS ->
                queue(ForestStreamLayout.HUMUS_PREFIX).allowBatches(allowed);
            case ForestStreamLayout.LEAVES -> queues.get(OWN_QUEUES.size()).allowBatches(allowed);
            default -> LOG.trace("no batches into {}", stream);
        }
    }

    /** The largest message that the server takes, its headers included, in bytes; no limit before it has said one. */
    long maxPayload() {
        return maxPayload;
    }

    private CompletionStage<PublishReceipt> submit(
            Optional<String> key, String subject, Headers headers, byte[] body, Duration budget) {
        PendingPublish message = new PendingPublish(subject, key, headers, body, System.nanoTime() + budget.toNanos());
        if (message.size() > maxPayload) {
            return CompletableFuture.failedFuture(new RejectedInputException(subject + ": " + message.size()
                    + " bytes are more than the " + maxPayload + " that the server takes"));
        }
        queue(subject).submit(message);
        keepSweeping();
        if (sidecar.violations().areThere()) {
            message.stored().thenRun(() -> sidecar.violations().published(subject));
        }
        return message.stored().minimalCompletionStage();
    }

    private StreamPublishQueue queue(String subject) {
        for (int i = 0; i < OWN_QUEUES.size(); i++) {
            if (subject.startsWith(OWN_QUEUES.get(i))) {
                return queues.get(i);
            }
        }
        return queues.get(OWN_QUEUES.size());
    }

    private void follow(Connection connection) {
        try {
            connection.createDispatcher(this::answered).subscribe(inbox + ">");
        } catch (IllegalStateException lostAgain) {
            LOG.debug("lost before it was used: {}", lostAgain.toString());
            return;
        }
        maxPayload = connection.getMaxPayload() > 0 ? connection.getMaxPayload() : Long.MAX_VALUE;
        queues.forEach(queue -> queue.connected(connection));
        forgetLost();
    }

    private void forgetLost() {
        queues.forEach(queue -> queue.lostUnless(sidecar::isPresent));
    }

    private void answered(Message reply) {
        String address = reply.getSubject().substring(inbox.length());
        int dot = address.indexOf('.');
        int queue = Integer.parseInt(address.substring(0, dot));
        PublishAnswer answer = PublishAnswer.of(reply);
        queues.get(queue).answered(Long.parseLong(address.substring(dot + 1)), answer);
    }

    private void violated(PermissionViolation violation) {
        if (violation.action() == Action.PUBLISH) {
            queue(violation.subject()).refused(violation.subject(), violation.said());
        } else {
            sidecar.violations()
                    .answersForbidden()
                    .ifPresent(said -> queues.forEach(queue -> queue.unanswerable(said)));
        }
    }

    private void keepSweeping() {
        if (!sweeping.getAndSet(true)) {
            later();
        }
    }

    private void later() {
        try {
            timer.schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no more repeats, the node is ending");
        }
    }

    private void sweep() {
        try {
            queues.stream().filter(StreamPublishQueue::isBusy).forEach(StreamPublishQueue::sweep);
        } finally {
            keepSweepingWhileBusy();
        }
    }

    private void keepSweepingWhileBusy() {
        sweeping.set(false);
        if (queues.stream().anyMatch(StreamPublishQueue::isBusy)) {
            keepSweeping();
        }
    }

    private void awaitAnswers() {
        long end = System.nanoTime() + LAST_ANSWERS.toNanos();
        try {
            while (queues.stream().anyMatch(StreamPublishQueue::isBusy)
                    && System.nanoTime() - end < 0
                    && sidecar.isConnected()) {
                if (closing.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
