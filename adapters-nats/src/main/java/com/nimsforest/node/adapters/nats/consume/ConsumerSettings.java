package com.nimsforest.node.adapters.nats.consume;

import java.time.Duration;
import java.util.List;

/**
 * The times and bounds of consumers.
 *
 * @param retries the waits before a failed message is given again: after the last of them has failed too, it is a dead
 *     letter
 * @param postponedFirst the wait after a message was postponed once; doubled each time
 * @param postponedMost the longest such wait
 * @param ackWait when the servers take a message for lost by its consumer
 * @param silence how long the servers may be silent, heartbeats included, before one subscribes anew
 * @param stalled how long nothing may come while something is pending, before one subscribes anew
 * @param window how many messages are in hand at most
 * @param closing how long closing waits for what is in hand
 * @param unknownKept how long river data waits for a tree that asks for it, before it is a dead letter
 */
public record ConsumerSettings(
        List<Duration> retries,
        Duration postponedFirst,
        Duration postponedMost,
        Duration ackWait,
        Duration silence,
        Duration stalled,
        int window,
        Duration closing,
        Duration unknownKept) {
    public ConsumerSettings {
        retries = List.copyOf(retries);
    }

    /** Nine retries over more than an hour, so that an outage of what a handler needs does not end in dead letters. */
    public static ConsumerSettings standard() {
        return new ConsumerSettings(
                List.of(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(30)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                512,
                Duration.ofSeconds(10),
                Duration.ofHours(12));
    }

    /** The same with other waits after failures and postponements, for those who cannot wait for an hour. */
    public ConsumerSettings withDelays(Duration retry, Duration postponed) {
        return new ConsumerSettings(
                retries.stream().map(each -> retry).toList(),
                postponed,
                postponed,
                ackWait,
                silence,
                stalled,
                window,
                closing,
                unknownKept);
    }

    public ConsumerSettings withWindow(int messages) {
        return new ConsumerSettings(
                retries, postponedFirst, postponedMost, ackWait, silence, stalled, messages, closing, unknownKept);
    }

    public ConsumerSettings withAckWait(Duration wait) {
        return new ConsumerSettings(
                retries, postponedFirst, postponedMost, wait, silence, stalled, window, closing, unknownKept);
    }

    public ConsumerSettings withStalled(Duration wait) {
        return new ConsumerSettings(
                retries, postponedFirst, postponedMost, ackWait, silence, wait, window, closing, unknownKept);
    }

    public ConsumerSettings withClosing(Duration wait) {
        return new ConsumerSettings(
                retries, postponedFirst, postponedMost, ackWait, silence, stalled, window, wait, unknownKept);
    }

    public ConsumerSettings withUnknownKept(Duration time) {
        return new ConsumerSettings(
                retries, postponedFirst, postponedMost, ackWait, silence, stalled, window, closing, time);
    }

    Duration heartbeat() {
        return silence.dividedBy(3);
    }

    /** How often the servers are told that a message is still being worked on. */
    Duration progress() {
        return ackWait.dividedBy(3);
    }

    /** How many failed attempts make a dead letter. */
    int maxFailures() {
        return retries.size() + 1;
    }

    Duration retryAfter(long failures) {
        return retries.get((int) Math.min(Math.max(failures, 1), retries.size()) - 1);
    }

    Duration postponeAfter(long times) {
        Duration doubled = postponedFirst.multipliedBy(1L << Math.min(Math.max(times, 1) - 1, 20));
        return doubled.compareTo(postponedMost) < 0 ? doubled : postponedMost;
    }
}
