package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.CompletionFailures;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.Room;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a subscription alive for ever: opens a session, notices that it has ended, gone silent or sits on a connection
 * that was replaced, and opens another. Any thread; never blocks.
 */
final class SubscriptionSupervisor {
    /** What is kept alive. */
    interface Source {
        /** For logs. */
        String name();

        /** Makes sure that there is a consumer on the servers to ask. */
        CompletableFuture<Prepared> prepare();

        Room room();

        /** Called often while a session is open. */
        void tick();

        /** How far the consumer has come, asked now and then. */
        CompletableFuture<ConsumerPosition> position();

        /** Messages are pending and none was acknowledged, so one subscribes anew. */
        void revived();
    }

    /** A consumer on the servers, and who takes what comes from it. */
    record Prepared(String stream, String consumer, Consumer<Message> taker) {}

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionSupervisor.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int WORTH_A_LINE = 3;

    private final JetStreamApi api;
    private final Source source;
    private final ConsumerSettings timing;
    private final ScheduledExecutorService timer;
    private final ConsumerStallDetector watchdog;
    private final SubscriptionProblemLog plight;
    private final ResubscribeBackoff patience = new ResubscribeBackoff(TICK);
    private final Object lock = new Object();
    private @Nullable ScheduledFuture<?> ticking;
    private @Nullable PullConsumerSession session;
    private boolean opening;
    private boolean closed;

    SubscriptionSupervisor(JetStreamApi api, Source source, ConsumerSettings timing, ScheduledExecutorService timer) {
        this.api = api;
        this.source = source;
        this.timing = timing;
        this.timer = timer;
        this.plight = new SubscriptionProblemLog(source::name);
        this.watchdog = new ConsumerStallDetector(source, timing, () -> drop(current()));
    }

    void start() {
        synchronized (lock) {
            ticking = timer.scheduleWithFixedDelay(this::safely, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** There is room again: asks for more unless that is under way. */
    void moreRoom() {
        PullConsumerSession present = current();
        if (present != null) {
            present.pull();
        }
    }

    /** Something was missed: subscribes anew. */
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
        return plight.told();
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
        }
        return present == null ? CompletableFuture.completedFuture(true) : present.drain();
    }

    private @Nullable PullConsumerSession current() {
        synchronized (lock) {
            return session;
        }
    }

    /** A timer that sees an exception never ticks again. */
    private void safely() {
        try {
            tick();
        } catch (SidecarUnavailableException absent) {
            drop(current());
        } catch (RuntimeException failure) {
            LOG.warn("{} is looked after again: {}", source.name(), failure.toString());
        }
    }

    private void tick() {
        PullConsumerSession present = current();
        if (present == null) {
            open();
        } else if (!present.isOn(api.connection())) {
            drop(present);
            open();
        } else if (present.isPulling() && present.silence().compareTo(timing.silence()) > 0) {
            LOG.info(
                    "{} heard nothing for {} ms and subscribes anew",
                    source.name(),
                    present.silence().toMillis());
            drop(present);
            open();
        } else {
            source.tick();
            present.pull();
            watchdog.look();
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
            if (opening || closed || !patience.isOver()) {
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
            } catch (SidecarUnavailableException | IllegalStateException gone) {
                waits(gone);
            } finally {
                synchronized (lock) {
                    opening = false;
                }
            }
        });
    }

    private void begin(Prepared prepared) {
        PullConsumerSession made = new PullConsumerSession(
                api.connection(), prepared.stream(), prepared.consumer(), timing.heartbeat(), owner(prepared));
        synchronized (lock) {
            if (closed) {
                return;
            }
            session = made;
            patience.startOver();
        }
        made.open();
        plight.over();
    }

    private PullConsumerSession.Owner owner(Prepared prepared) {
        return new PullConsumerSession.Owner() {
            @Override
            public void message(PullConsumerSession from, Message message) {
                prepared.taker().accept(message);
            }

            @Override
            public Room room() {
                return source.room();
            }

            @Override
            public void ended(PullConsumerSession ended, String why) {
                LOG.debug("{} subscribes anew: {}", source.name(), why);
                patience.failed();
                later(() -> drop(ended));
            }
        };
    }

    private void later(Runnable task) {
        try {
            timer.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} ended with the node", source.name());
        }
    }

    /** Of a missing connection others tell, and what passes in a moment is not worth a line. */
    private void waits(Throwable failure) {
        if (CompletionFailures.cause(failure) instanceof SidecarUnavailableException) {
            patience.startOver();
        } else if (patience.failed() >= WORTH_A_LINE) {
            plight.is(ApiRequestException.words(failure));
        }
    }
}
