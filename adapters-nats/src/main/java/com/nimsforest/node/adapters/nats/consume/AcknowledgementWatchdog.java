package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.consume.SubscriptionSupervisor.Source;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.domain.progress.ConsumerProgress;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that messages are there and none is acknowledged, and has the consumer resubscribe. Any thread; never blocks. */
final class AcknowledgementWatchdog {
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementWatchdog.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

    private final Source source;
    private final ConsumerSettings timing;
    private final Runnable resubscribe;
    private final long start = System.nanoTime();
    private final AtomicReference<ConsumerProgress> progress =
            new AtomicReference<>(new ConsumerProgress(new ConsumerPosition(0, 0, 0, 0, 0), Duration.ZERO));
    private volatile long lastCheck = start;
    private volatile Duration resubscribed = Duration.ZERO;

    AcknowledgementWatchdog(Source source, ConsumerSettings timing, Runnable resubscribe) {
        this.source = source;
        this.timing = timing;
        this.resubscribe = resubscribe;
    }

    /** Takes note of the position; returns whether nothing was acknowledged for too long. */
    boolean isStalledAt(ConsumerPosition position) {
        Duration now = now();
        if (position.isIdle()) {
            lastCheck = System.nanoTime();
        }
        return progress.updateAndGet(before -> before.at(position, now)).isStalled(timing.stalled(), now);
    }

    /** Asks the servers now and then, unless somebody did and there was nothing to do; to be called often. */
    void check() {
        long now = System.nanoTime();
        Duration between = timing.stalled().compareTo(CHECK_INTERVAL) < 0 ? timing.stalled() : CHECK_INTERVAL;
        if (now - lastCheck < between.toNanos()) {
            return;
        }
        lastCheck = now;
        source.position().whenComplete((position, failure) -> {
            if (failure == null) {
                judge(position);
            } else if (ApiRequestException.is(failure, JetStreamErrorCode.CONSUMER_NOT_FOUND)) {
                resubscribe.run();
            }
        });
    }

    private void judge(ConsumerPosition position) {
        boolean tried = now().minus(resubscribed).compareTo(timing.stalled()) < 0;
        if (isStalledAt(position)
                && !tried
                && position.pending() > 0
                && source.limit().messages() > 0) {
            resubscribed = now();
            LOG.warn(
                    "{}: {} pending, {} unacknowledged, and none acknowledged for {} s; resubscribing",
                    source.name(),
                    CountedNoun.of(position.pending(), "messages"),
                    position.unacknowledged(),
                    timing.stalled().toSeconds());
            source.revived();
            resubscribe.run();
        }
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
