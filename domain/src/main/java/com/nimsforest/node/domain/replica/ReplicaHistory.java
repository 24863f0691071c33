package com.nimsforest.node.domain.replica;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How one server's copy of a stream went in the last half minute.
 *
 * <p>Copies are never looked at in the same moment, and a good one may be a little behind. But whatever one of them held half a
 * minute ago the others hold by now: so two copies are the same as long as what was seen of one and of the other meets.
 */
public record ReplicaHistory(String server, List<ReplicaObservation> observations) {
    static final Duration WINDOW = Duration.ofSeconds(30);

    /** Who was not seen for so long begins anew: it may have been stopped, and has to catch up first. */
    private static final Duration GAP = Duration.ofSeconds(5);

    /** A leader's word is older than what its follower tells next, but not by more than this. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final List<ToLongFunction<StreamReplicaContent>> ASPECTS = List.of(
            StreamReplicaContent::begin,
            StreamReplicaContent::last,
            StreamReplicaContent::messages,
            StreamReplicaContent::removed);

    public ReplicaHistory {
        requireNonNull(server, "server");
        observations = List.copyOf(observations);
    }

    /** With one look more, and without those that have become too old; of those the youngest stays. */
    public ReplicaHistory with(ReplicaObservation next) {
        Instant edge = next.at().minus(WINDOW);
        boolean goesOn = !observations.isEmpty() && !latest().at().plus(GAP).isBefore(next.at());
        Stream<ReplicaObservation> earlier = goesOn ? observations.stream() : Stream.of();
        List<ReplicaObservation> all = Stream.concat(earlier, Stream.of(next)).toList();
        long old = all.stream()
                .filter(observation -> !observation.at().isAfter(edge))
                .count();
        return new ReplicaHistory(server, all.subList((int) Math.max(0, old - 1), all.size()));
    }

    /**
     * Whether it was seen all the time until now, and is not catching up: it had all that the leader has at some time long
     * enough ago, or it stands still. Servers may stop catching up, and tell a small lag for ever.
     */
    boolean isTelling(Instant now) {
        return !observations.isEmpty()
                && !latest().at().plus(GAP).isBefore(now)
                && !observations.get(0).at().isAfter(now.minus(WINDOW))
                && (wasCurrent(now.minus(SETTLING)) || standsStill());
    }

    private boolean wasCurrent(Instant until) {
        return observations.stream()
                .anyMatch(observation ->
                        observation.current() && !observation.at().isAfter(until));
    }

    private boolean standsStill() {
        return observations.stream().allMatch(observation -> observation.copy().equals(latest().copy()));
    }

    boolean differsFrom(ReplicaHistory other) {
        return ASPECTS.stream().anyMatch(aspect -> isApart(range(aspect), other.range(aspect)));
    }

    ReplicaObservation latest() {
        return observations.get(observations.size() - 1);
    }

    private LongSummaryStatistics range(ToLongFunction<StreamReplicaContent> aspect) {
        return observations.stream()
                .map(ReplicaObservation::copy)
                .mapToLong(aspect)
                .summaryStatistics();
    }

    private static boolean isApart(LongSummaryStatistics one, LongSummaryStatistics other) {
        return one.getMax() < other.getMin() || other.getMax() < one.getMin();
    }
}
