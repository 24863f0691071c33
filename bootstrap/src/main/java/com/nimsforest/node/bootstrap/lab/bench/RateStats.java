package com.nimsforest.node.bootstrap.lab.bench;

import java.util.Arrays;
import java.util.Collection;

/** Several measures of the same thing: the median and the extremes. */
public record RateStats(double median, double lowest, double highest) {
    static RateStats of(Collection<Double> measures) {
        double[] sorted =
                measures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0 || !Arrays.stream(sorted).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("expected numbers, not " + measures);
        }
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new RateStats(median, sorted[0], sorted[sorted.length - 1]);
    }
}
