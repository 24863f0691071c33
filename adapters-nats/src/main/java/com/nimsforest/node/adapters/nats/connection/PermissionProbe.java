package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.connection.PermissionViolation.Action;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamStatusException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out when what was forbidden is granted, since a server says nothing of it to a client that stays connected. A publish
 * is tried with an expected stream that does not exist, so that no stream stores it, an acknowledgement of no message, and an
 * operation of the API with a body that is no JSON, so that the servers refuse it: it is granted when the servers answer, and
 * that nobody listens is an answer. What was subscribed in vain has to be subscribed on a new connection. Any thread.
 */
final class PermissionProbe {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    /** The client tells of an error on a thread of its own, perhaps after the answer to the ping that came later. */
    private static final Duration SETTLED = Duration.ofMillis(250);

    private static final String NO_STREAM = "NIMSFOREST_PERMISSION_PROBE";
    /** A request for messages with a body that does not begin an object gets one: nextReqFromMsg in consumer.go of nats-server. */
    static final byte[] UNREADABLE = {'{'};

    private final PermissionViolations violations;
    private final Supplier<@Nullable Connection> connection;
    private final Runnable reconnect;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** @param reconnect makes a new connection in place of the present one */
    PermissionProbe(
            PermissionViolations violations,
            Supplier<@Nullable Connection> connection,
            Runnable reconnect,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers) {
        this.violations = violations;
        this.connection = connection;
        this.reconnect = reconnect;
        this.clock = clock;
        this.timer = timer;
        this.workers = workers;
    }

    /** Something was forbidden: tries again and again until it is not. */
    void start() {
        if (scheduled.compareAndSet(false, true)) {
            later(INTERVAL, this::tryAll);
        }
    }

    private void later(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> workers.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no more tries, the node is ending");
        }
    }

    private void tryAll() {
        List<PermissionViolation> tried =
                violations.open().stream().filter(PermissionViolations::isTried).toList();
        Connection present = connection.get();
        Instant begun = clock.instant();
        if (present != null && !tried.isEmpty() && isTried(present, tried)) {
            later(SETTLED, () -> judgeSubscriptions(present, tried, begun));
        } else {
            again();
        }
    }

    private void again() {
        scheduled.set(false);
        if (violations.open().stream().anyMatch(PermissionViolations::isTried)) {
            start();
        }
    }

    /** Whether the server has answered to a ping that was sent after all of them. */
    private boolean isTried(Connection present, List<PermissionViolation> tried) {
        Dispatcher dispatcher = null;
        try {
            dispatcher = present.createDispatcher(message -> {});
            for (PermissionViolation each : tried) {
                tryOne(present, dispatcher, each);
            }
            ConnectionFlush.flush(present, ANSWER);
            return true;
        } catch (TimeoutException | IllegalStateException unanswered) {
            LOG.debug("not tried: {}", unanswered.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            close(present, dispatcher);
        }
        return false;
    }

    private void tryOne(Connection present, Dispatcher dispatcher, PermissionViolation violation) {
        if (violation.action() == Action.SUBSCRIBE) {
            dispatcher.subscribe(violations.isInbox(violation) ? present.createInbox() : violation.subject());
            return;
        }
        Headers headers = new Headers().put(NatsJetStreamConstants.EXPECTED_STREAM_HDR, NO_STREAM);
        present.requestWithTimeout(PermissionViolations.harmless(violation), headers, UNREADABLE, ANSWER)
                .whenComplete((reply, failure) -> {
                    if (isAnswer(failure)) {
                        violations.granted(violation.action(), violation.subject());
                    }
                });
    }

    /** Silence shows nothing: on a busy machine the client tells of a refusal much later than the server sent it. */
    private static boolean isAnswer(@Nullable Throwable failure) {
        return failure == null || failure instanceof JetStreamStatusException;
    }

    private static void close(Connection present, @Nullable Dispatcher dispatcher) {
        if (dispatcher != null) {
            try {
                present.closeDispatcher(dispatcher);
            } catch (IllegalStateException | IllegalArgumentException gone) {
                LOG.debug("gone with its connection: {}", gone.toString());
            }
        }
    }

    private void judgeSubscriptions(Connection present, List<PermissionViolation> tried, Instant begun) {
        List<PermissionViolation> granted = tried.stream()
                .filter(each -> each.action() == Action.SUBSCRIBE && isGranted(each, begun))
                .toList();
        granted.forEach(each -> violations.granted(each.action(), each.subject()));
        if (!granted.isEmpty() && connection.get() == present) {
            reconnect.run();
        }
        again();
    }

    private boolean isGranted(PermissionViolation violation, Instant begun) {
        return violations
                .lastSaid(violation)
                .filter(said -> said.isBefore(begun))
                .isPresent();
    }
}
