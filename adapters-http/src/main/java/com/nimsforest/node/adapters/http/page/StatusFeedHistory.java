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
    private static final int LASTING_LOOKS = 3;
    private static final int MOST_LOOKS = 8;

    private final StreamRateHistory course = new StreamRateHistory();
    private final Deque<ForestStatusChange> changes = new ArrayDeque<>();
    private final Deque<Map<Hop, HopDurationHistogram>> hops = new ArrayDeque<>();
    private Optional<ForestStatus> last = Optional.empty();
    private Optional<ForestStatus> settled = Optional.empty();
    private List<String> unsettled = List.of();
    private int sameLooks;
    private int looks;
    private long told;

    /** Takes what is known now; once a second. */
    void take(ForestStatus status, Map<Hop, HopDurationHistogram> passages) {
        change(status);
        last = Optional.of(status);
        course.take(LastStreamSequences.of(status));
        hops.addLast(passages);
        if (hops.size() > HOP_SECONDS) {
            hops.removeFirst();
        }
    }

    /** A change is told once it has lasted, so that what comes and goes within a moment does not hide what matters. */
    private void change(ForestStatus status) {
        List<ForestStatusChange> found = settled.map(before -> ForestStatusChange.between(before, status))
                .orElse(List.of());
        List<String> words = found.stream().map(ForestStatusChange::what).toList();
        sameLooks = words.equals(unsettled) ? sameLooks + 1 : 1;
        looks++;
        unsettled = words;
        if (found.isEmpty() || sameLooks >= LASTING_LOOKS || looks >= MOST_LOOKS) {
            found.forEach(this::keep);
            settled = Optional.of(status);
            unsettled = List.of();
            sameLooks = 0;
            looks = 0;
        }
    }

    private void keep(ForestStatusChange change) {
        told++;
        changes.addFirst(change);
        if (changes.size() > CHANGES) {
            changes.removeLast();
        }
    }

    /** How many changes there have ever been. */
    long changesSoFar() {
        return told;
    }

    /** The status as it is now, with rates and durations; empty before the first. */
    Optional<byte[]> statusEvent(Instant now) {
        return last.map(
                status -> StatusFeedEvents.status(status, course.rates(), hops.getFirst(), hops.getLast(), now));
    }

    byte[] changesEvent() {
        return StatusFeedEvents.changes(List.copyOf(changes));
    }

    byte[] courseEvent() {
        return StatusFeedEvents.course(course.told());
    }
}
