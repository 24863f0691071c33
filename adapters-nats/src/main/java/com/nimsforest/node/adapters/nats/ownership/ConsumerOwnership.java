package com.nimsforest.node.adapters.nats.ownership;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;

/**
 * Whether this node is the one that a consumer of policy {@code pinned_client} gives its messages to, and whether it saw
 * all of them. A pin is no lock: who was replaced learns of it with its next request. Any thread.
 *
 * @see <a href="https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-42.md">ADR-42</a>
 */
public final class ConsumerOwnership {
    /** The one priority group that each of our pinned consumers has. */
    public static final String GROUP = "owner";

    private String pin = "";
    private String consumer = "";
    private long epoch;
    /** Up to which delivery all is known by other means. */
    private long base;
    /** The first and the last of the deliveries that came one after another, without a gap. */
    private long runStart = 1;

    private long runEnd;
    /** Since the last break only: what was received before it was given back, and is delivered or read again. */
    private long lastSequence;

    private long breaks;

    /** A new subscription: what was on its way to the one before is lost. */
    public synchronized void subscribed(long life, String name) {
        epoch = life;
        consumer = name;
        lose();
    }

    /** The servers give the messages to somebody else. */
    public synchronized void lose() {
        pin = "";
        lastSequence = 0;
        breaks++;
    }

    /** Takes note of a delivery; to be called in the order in which they come. */
    public synchronized void delivered(Message message) {
        long delivery = message.metaData().consumerSequence();
        String given = pinOf(message);
        if (!given.equals(pin)) {
            pin = given;
            restart(delivery);
        } else if (delivery == runEnd + 1) {
            runEnd = delivery;
        } else if (delivery > base) {
            restart(delivery);
        }
        lastSequence = Math.max(lastSequence, message.metaData().streamSequence());
    }

    private void restart(long delivery) {
        breaks++;
        lastSequence = 0;
        runStart = delivery;
        runEnd = delivery;
    }

    private static String pinOf(Message message) {
        Headers headers = message.getHeaders();
        String given = headers == null ? null : headers.getLast(NatsJetStreamConstants.NATS_PIN_ID_HDR);
        return given == null ? "" : given;
    }

    /**
     * What was delivered up to here, by the consumer's count, was read from the stream itself.
     *
     * @return whether all deliveries after that have come
     */
    public synchronized boolean isGaplessAfter(long delivery) {
        if (runEnd < delivery) {
            runStart = delivery + 1;
            runEnd = delivery;
        }
        if (runStart > delivery + 1) {
            return false;
        }
        base = delivery;
        return true;
    }

    /**
     * The leaves up to this sequence of the stream were read.
     *
     * @param since {@link #breaks()} when the reading began
     * @return false if the deliveries broke again since then: what was read does not count any more
     */
    public synchronized boolean caughtUp(long since, long sequence) {
        if (breaks != since) {
            return false;
        }
        lastSequence = Math.max(lastSequence, sequence);
        return true;
    }

    /** How often the chain of deliveries was broken: equal numbers mean that nothing was missed in between. */
    public synchronized long breaks() {
        return breaks;
    }

    public synchronized boolean isPinned() {
        return !pin.isEmpty();
    }

    public synchronized String pin() {
        return pin;
    }

    /** What the servers call the consumer; empty before the first subscription. */
    public synchronized String consumer() {
        return consumer;
    }

    public synchronized long epoch() {
        return epoch;
    }

    /** The highest sequence of the stream that was seen since the last break. */
    public synchronized long lastSequence() {
        return lastSequence;
    }
}
