package com.nimsforest.node.adapters.nats.entity;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the answers of a server that leads a stream no more and does not know it yet: the last leaf that it names is older
 * than one that was received before it was asked. Any thread.
 */
final class StaleAnswerFilter {
    /**
     * Until then it has learned it: each ten seconds a leader checks whether a majority answered within the last ten ({@code
     * lostQuorumCheck} in raft.go of nats-server). If the answer is still the same, the later leaves were removed.
     */
    private static final Duration LEADS_NO_MORE = Duration.ofSeconds(20);

    private final LongSupplier nanoTime;
    private boolean isDoubting;
    private long doubtedSince;

    StaleAnswerFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Whether the answer may be relied on.
     *
     * @param last the sequence of the last leaf in the answer
     * @param received the highest sequence that was received before the question
     */
    synchronized boolean isCurrent(long last, long received) {
        if (last >= received) {
            isDoubting = false;
            return true;
        }
        if (!isDoubting) {
            isDoubting = true;
            doubtedSince = nanoTime.getAsLong();
        }
        return nanoTime.getAsLong() - doubtedSince >= LEADS_NO_MORE.toNanos();
    }
}
