package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often this node failed at a message. The servers count deliveries only, and those of all nodes, so
 * deliveries that this node did not see count as failures up to a bound: a message that kills its node is counted, and
 * one that other nodes postponed for a day still gets its tries here. Any thread.
 */
final class DeliveryAttempts {
    private static final int REMEMBERED = 20_000;
    private static final int MOST_UNSEEN = 7;

    private final Map<StreamMessageKey, Tally> tallies = new Remembered();

    /** One more delivery was seen here. */
    synchronized void seen(StreamMessageKey key) {
        tally(key).seen++;
    }

    /** Counts a failure and returns how many there are by now. */
    synchronized long failed(StreamMessageKey key, long delivered) {
        Tally tally = tally(key);
        tally.failed++;
        return tally.failed + Math.min(MOST_UNSEEN, Math.max(0, delivered - tally.seen));
    }

    synchronized void forget(StreamMessageKey key) {
        tallies.remove(key);
    }

    private Tally tally(StreamMessageKey key) {
        return tallies.computeIfAbsent(key, absent -> new Tally());
    }

    private static final class Tally {
        private long seen;
        private long failed;
    }

    private static final class Remembered extends LinkedHashMap<StreamMessageKey, Tally> {
        private static final long serialVersionUID = 1;

        Remembered() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamMessageKey, Tally> eldest) {
            return size() > REMEMBERED;
        }
    }
}
