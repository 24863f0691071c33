package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.domain.handler.RetryBackoff;
import com.nimsforest.node.domain.handler.RetryPolicy;
import java.time.Duration;

/**
 * The times and bounds of consumers.
 *
 * @param retryPolicy how a message is tried whose handler failed and named no policy of its own
 * @param postponed the waits after a message was postponed
 * @param ackWait when the servers take a message for lost by its consumer
 * @param silence how long the servers may be silent, heartbeats included, before one subscribes again
 * @param stalled how long nothing may be acknowledged while something is pending, before one subscribes again
 * @param window how many messages are in flight at most
 * @param closing how long closing waits for what is in flight
 * @param unknownKept how long river data waits for a tree that asks for it, before it is a dead letter
 */
public record ConsumerSettings(
        RetryPolicy retryPolicy,
        RetryBackoff postponed,
        Duration ackWait,
        Duration silence,
        Duration stalled,
        int window,
        Duration closing,
        Duration unknownKept) {
    public static ConsumerSettings standard() {
        return new ConsumerSettings(
                RetryPolicy.standard(),
                RetryBackoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(60)),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                512,
                Duration.ofSeconds(10),
                Duration.ofHours(12));
    }

    /** The same with other waits after failures and postponements, for those who cannot wait for minutes. */
    public ConsumerSettings withDelays(Duration retry, Duration postponed) {
        return new ConsumerSettings(
                retryPolicy.withDelay(retry),
                new RetryBackoff(postponed, 1, postponed),
                ackWait,
                silence,
                stalled,
                window,
                closing,
                unknownKept);
    }

    public ConsumerSettings withAckWait(Duration wait) {
        return new ConsumerSettings(retryPolicy, postponed, wait, silence, stalled, window, closing, unknownKept);
    }

    public ConsumerSettings withStalled(Duration wait) {
        return new ConsumerSettings(retryPolicy, postponed, ackWait, silence, wait, window, closing, unknownKept);
    }

    public ConsumerSettings withClosing(Duration wait) {
        return new ConsumerSettings(retryPolicy, postponed, ackWait, silence, stalled, window, wait, unknownKept);
    }

    public ConsumerSettings withUnknownKept(Duration time) {
        return new ConsumerSettings(retryPolicy, postponed, ackWait, silence, stalled, window, closing, time);
    }

    Duration heartbeat() {
        return silence.dividedBy(3);
    }
}
