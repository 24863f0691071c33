package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.SharedTicks;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.connection.PermissionViolation;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.PullLimit;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a subscription alive for ever: opens a session, notices that it has ended, has become silent or is on a connection
 * that was replaced, and opens another. It is not on the way of a message: a session hands those to the taker itself. While
 * the server forbids to acknowledge there is none: what this node took would be kept from the others. Any thread; never blocks.
 */
final class SubscriptionSupervisor {
    /** What is kept alive. */
    interface Source {
        /** For logs. */
        String name();

        /** Makes sure that there is a consumer on the servers to ask. */
        CompletableFuture<Prepared> prepare();

        PullLimit limit();

        /** Called often while a session is open. */
        void tick();

        /** How far the consumer has come, asked now and then. */
        CompletableFuture<ConsumerPosition> position();

        /** Messages are pending and none was acknowledged, so the subscription is made again. */
        void revived();
    }

    /** A consumer on the servers, and who takes what comes from it. */
    record Prepared(
            String stream,
            String consumer,
            PullRequestLimits limits,
            Consumer<Message> receiver,
            @Nullable ConsumerOwnership ownership) {
        Prepared(String stream, String consumer, PullRequestLimits limits, Consumer<Message> receiver) {
            this(stream, consumer, limits, receiver, null);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionSupervisor.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int WORTH_A_LINE = 3;

    private final JetStreamApi api;
    private final Source source;
    private final ConsumerSettings timing;
    private final ScheduledExecutorService timer;
    private final AcknowledgementWatchdog watchdog;
    private final SubscriptionProblem problem;
    private final ResubscribeDelay delay = new ResubscribeDelay(TICK);
    private final Object lock = new Object();
    private @Nullable ScheduledFuture<?> ticking;
    private @Nullable Runnable stopViolations;
    private @Nullable PullConsumerSession session;
    private boolean opening;
    private boolean closed;

    SubscriptionSupervisor(JetStreamApi api, Source source, ConsumerSettings timing, ScheduledExecutorService timer) {
        this.api = api;
        this.source = source;
        this.timing = timing;
        this.timer = timer;
        this.problem = new SubscriptionProblem(source::name);
        this.watchdog = new AcknowledgementWatchdog(source, timing, () -> drop(current()));
    }

    void start() {
        synchronized (lock) {
            stopViolations = api.onViolation(this::violated);
            ticking = SharedTicks.start(timer, this::safely, TICK);
        }
    }

    /** More may be asked for: asks unless a request is under way. */
    void pull() {
        PullConsumerSession present = current();
        if (present != null) {
            present.pull();
        }
    }

    /** A message was missed: subscribes again. */
    void renew() {
        PullConsumerSession present = current();
        later(() -> drop(present));
    }

    /** The position that was just heard of; returns whether the consumer stalls. */
    boolean isStalledAt(ConsumerPosition position) {
        return watchdog.isStalledAt(position);
    }

    /** What it waits for; empty while all is well. */
    String waits() {
        return problem.current();
    }

    /** Ends for good; the stage completes when what was on its way has been taken. */
    CompletableFuture<Boolean> close() {
        PullConsumerSession present;
        synchronized (lock) {
            closed = true;
            present = session;
            session = null;
            if (ticking != null) {
                ticking.cancel(false);
            }
            if (stopViolations != null) {
                stopViolations.run();
            }
        }
        return present == null ? CompletableFuture.completedFuture(true) : present.drain();
    }

    private @Nullable PullConsumerSession current() {
        synchronized (lock) {
            return session;
        }
    }

    /** A timer that sees anything thrown never ticks again. */
    private void safely() {
        try {
            tick();
        } catch (SidecarUnavailableException absent) {
            drop(current());
        } catch (Throwable failure) {
            LOG.warn("{}: a check of the subscription failed, the next one follows", source.name(), failure);
        }
    }

    private void tick() {
        PullConsumerSession present = current();
        if (present == null) {
            open();
        } else if (api.acknowledgementsForbidden().isPresent()) {
            drop(present);
        } else if (isOver(present)) {
            drop(present);
            open();
        } else {
            observe(present);
            source.tick();
            present.pull();
            watchdog.check();
        }
    }

    private boolean isOver(PullConsumerSession present) {
        if (!present.isOn(api.connection())) {
            return true;
        }
        String reason = present.endReason();
        if (!reason.isEmpty()) {
            LOG.debug("{} resubscribes: {}", source.name(), reason);
            failed(reason, false);
            return true;
        }
        boolean silent = present.isPulling() && present.silence().compareTo(timing.silence()) > 0;
        if (silent) {
            LOG.info(
                    "{}: no message and no heartbeat for {} ms; resubscribing",
                    source.name(),
                    present.silence().toMillis());
        }
        return silent;
    }

    /** Only what the servers have served shows that the problem is over: a request that they refuse again does not. */
    private void observe(PullConsumerSession present) {
        if (present.isAnswered()) {
            delay.startOver();
            problem.ended();
        }
    }

    /** A request for messages that the server forbids gets no answer. */
    private void violated(PermissionViolation violation) {
        PullConsumerSession present = current();
        if (present != null && present.isAskingOn(violation.subject())) {
            later(() -> {
                delay.failed();
                problem.is(violation.said(), true);
                drop(present);
            });
        }
    }

    private void drop(@Nullable PullConsumerSession ended) {
        if (ended == null) {
            return;
        }
        synchronized (lock) {
            if (session == ended) {
                session = null;
            }
        }
        ended.close();
    }

    private void open() {
        synchronized (lock) {
            if (opening || closed || !delay.isOver()) {
                return;
            }
            opening = true;
        }
        source.prepare().whenComplete((prepared, failure) -> {
            try {
                if (failure == null) {
                    begin(prepared);
                } else {
                    waits(failure);
                }
            } catch (RuntimeException gone) {
                waits(gone);
            } finally {
                synchronized (lock) {
                    opening = false;
                }
            }
        });
    }

    private void begin(Prepared prepared) {
        Optional<String> forbidden = api.acknowledgementsForbidden();
        if (forbidden.isPresent()) {
            delay.failed();
            problem.is(forbidden.get(), true);
            return;
        }
        PullConsumerSession created = new PullConsumerSession(
                api.connection(),
                api.subject("CONSUMER.MSG.NEXT." + prepared.stream() + "." + prepared.consumer()),
                timing.heartbeat(),
                prepared.limits(),
                source::limit,
                prepared.receiver(),
                prepared.ownership());
        synchronized (lock) {
            if (closed) {
                return;
            }
            session = created;
        }
        created.open();
    }

    private void later(Runnable task) {
        try {
            timer.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} ended with the node", source.name());
        }
    }

    /** A missing connection is reported elsewhere, and what passes in a moment is not worth a line. */
    private void waits(Throwable failure) {
        if (CompletionFailures.cause(failure) instanceof SidecarUnavailableException) {
            delay.startOver();
        } else {
            failed(ApiRequestException.describe(failure), ApiRequestException.isForbidden(failure));
        }
    }

    private void failed(String reason, boolean forbidden) {
        if (delay.failed() >= WORTH_A_LINE) {
            problem.is(reason, forbidden);
        }
    }
}
