package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.consume.SubscriptionSupervisor.Source;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that messages are pending and none is delivered, and has the consumer resubscribe. Any thread; never blocks. */
final class ConsumerStallDetector {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerStallDetector.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Source source;
    private final ConsumerSettings timing;
    private final Runnable subscribeAnew;
    private volatile long lastMessage = System.nanoTime();
    private volatile long lastLook = System.nanoTime();
    private volatile boolean stalled;

    ConsumerStallDetector(Source source, ConsumerSettings timing, Runnable subscribeAnew) {
        this.source = source;
        this.timing = timing;
        this.subscribeAnew = subscribeAnew;
    }

    void opened() {
        lastMessage = System.nanoTime();
    }

    void heard() {
        lastMessage = System.nanoTime();
        stalled = false;
    }

    boolean isStalled() {
        return stalled;
    }

    /** Asks now and then how it stands; to be called often. */
    void look() {
        long now = System.nanoTime();
        Duration between = timing.stalled().compareTo(LOOK) < 0 ? timing.stalled() : LOOK;
        if (now - lastLook < between.toNanos()) {
            return;
        }
        lastLook = now;
        source.pending().whenComplete((pending, failure) -> {
            if (failure == null) {
                judge(pending);
            } else if (ApiRequestException.is(failure, JetStreamErrorCode.CONSUMER_NOT_FOUND)) {
                subscribeAnew.run();
            }
        });
    }

    private void judge(long pending) {
        boolean quiet = System.nanoTime() - lastMessage >= timing.stalled().toNanos();
        if (pending == 0) {
            stalled = false;
        } else if (quiet && source.room().messages() > 0) {
            stalled = true;
            lastMessage = System.nanoTime();
            LOG.warn(
                    "{}: {} messages are pending and none came for {} s; subscribes anew",
                    source.name(),
                    pending,
                    timing.stalled().toSeconds());
            source.revived();
            subscribeAnew.run();
        }
    }
}
