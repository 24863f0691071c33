package com.nimsforest.node.adapters.http.page;

import com.nimsforest.node.adapters.http.metrics.HopDurationHistogram;
import com.nimsforest.node.domain.change.ForestStatusChange;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.LastStreamSequences;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the feed remembers, and how it tells it. For one thread at a time. */
final class StatusFeedHistory {
    private static final int CHANGES = 50;
    private static final int HOP_SECONDS = 60;
    private static final int LASTING_SAMPLES = 3;
    private static final int MOST_SAMPLES = 8;

    private final StreamRateHistory rates = new StreamRateHistory();
    private final Deque<ForestStatusChange> changes = new ArrayDeque<>();
    private final Deque<Map<Hop, HopDurationHistogram>> hops = new ArrayDeque<>();
    private Optional<ForestStatus> last = Optional.empty();
    private Optional<ForestStatus> settled = Optional.empty();
    private List<String> unsettled = List.of();
    private int sameSamples;
    private int samples;
    private long changeCount;

    /** Takes what is known now; once a second. */
    void take(ForestStatus status, Map<Hop, HopDurationHistogram> passages) {
        change(status);
        last = Optional.of(status);
        rates.take(LastStreamSequences.of(status));
        hops.addLast(passages);
        if (hops.size() > HOP_SECONDS) {
            hops.removeFirst();
        }
    }

    /** A change is told once it has lasted, so that what comes and goes within a moment does not hide what matters. */
    private void change(ForestStatus status) {
        List<ForestStatusChange> found = settled.map(before -> ForestStatusChange.between(before, status))
                .orElse(List.of());
        List<String> changes = found.stream().map(ForestStatusChange::what).toList();
        sameSamples = changes.equals(unsettled) ? sameSamples + 1 : 1;
        samples++;
        unsettled = changes;
        if (found.isEmpty() || sameSamples >= LASTING_SAMPLES || samples >= MOST_SAMPLES) {
            found.forEach(this::keep);
            settled = Optional.of(status);
            unsettled = List.of();
            sameSamples = 0;
            samples = 0;
        }
    }

    private void keep(ForestStatusChange change) {
        changeCount++;
        changes.addFirst(change);
        if (changes.size() > CHANGES) {
            changes.removeLast();
        }
    }

    /** How many changes there have ever been. */
    long changesSoFar() {
        return changeCount;
    }

    /** The status as it is now, with rates and durations; empty before the first. */
    Optional<byte[]> statusEvent(Instant now) {
        return last.map(status -> StatusFeedEvents.status(status, rates.rates(), hops.getFirst(), hops.getLast(), now));
    }

    byte[] changesEvent() {
        return StatusFeedEvents.changes(List.copyOf(changes));
    }

    byte[] ratesEvent() {
        return StatusFeedEvents.rates(rates.json());
    }
}
