package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.ports.execution.LruMap;
import java.util.Map;

/**
 * How often this node failed at a message. The servers count deliveries only, and those of all nodes, so deliveries that
 * this node did not see count as failures, but for the last three: a message that kills its node is counted, and one that
 * other nodes postponed for a day still gets its tries here. Any thread.
 */
final class DeliveryFailureCounts {
    private static final int REMEMBERED = 20_000;
    private static final int OWN_ATTEMPTS = 3;

    private final Map<StreamMessageKey, Tally> tallies = new LruMap<>(REMEMBERED);

    /** One more delivery was seen here. */
    synchronized void seen(StreamMessageKey key) {
        tally(key).seen++;
    }

    /** Counts a failure and returns how many there are by now, of so many that there may be. */
    synchronized long failed(StreamMessageKey key, long delivered, int attempts) {
        Tally tally = tally(key);
        tally.failed++;
        long unseen = Math.max(0, delivered - tally.seen);
        return tally.failed + Math.min(Math.max(0, attempts - OWN_ATTEMPTS), unseen);
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
}
