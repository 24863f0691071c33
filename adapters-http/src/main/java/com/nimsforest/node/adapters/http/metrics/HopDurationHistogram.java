package com.nimsforest.node.adapters.http.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How many passages of a hop there were, and how long they took.
 *
 * @param within how many took at most so many seconds
 */
public record HopDurationHistogram(long count, NavigableMap<Double, Long> within) {
    public HopDurationHistogram {
        requireNonNull(within, "within");
    }

    static HopDurationHistogram of(Timer timer) {
        HistogramSnapshot seen = timer.takeSnapshot();
        NavigableMap<Double, Long> within = new TreeMap<>();
        for (CountAtBucket bucket : seen.histogramCounts()) {
            within.put(bucket.bucket(TimeUnit.SECONDS), Math.round(bucket.count()));
        }
        return new HopDurationHistogram(seen.count(), within);
    }

    /** Those that came after the earlier ones. */
    public HopDurationHistogram since(HopDurationHistogram earlier) {
        NavigableMap<Double, Long> later = new TreeMap<>();
        within.forEach((seconds, n) -> later.put(seconds, n - earlier.within.getOrDefault(seconds, 0L)));
        return new HopDurationHistogram(count - earlier.count, later);
    }

    /** How many seconds the given share of them took at most, as near as the buckets tell; 0 without any. */
    public double quantile(double share) {
        double wanted = share * count;
        double from = 0;
        long before = 0;
        for (Map.Entry<Double, Long> bucket : within.entrySet()) {
            long here = bucket.getValue() - before;
            if (here > 0 && bucket.getValue() >= wanted && !bucket.getKey().isInfinite()) {
                return from + (bucket.getKey() - from) * (wanted - before) / here;
            }
            from = bucket.getKey().isInfinite() ? from : bucket.getKey();
            before = bucket.getValue();
        }
        return count == 0 ? 0 : from;
    }
}
