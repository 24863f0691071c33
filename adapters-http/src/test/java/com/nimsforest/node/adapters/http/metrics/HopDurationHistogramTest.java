package com.nimsforest.node.adapters.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HopDurationHistogramTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-9);

    @Test
    void theShareLiesInItsBucket() {
        HopDurationHistogram passages = passages(10, 0, 8, 10);

        assertThat(passages.quantile(0.5)).isCloseTo(0.01 + 0.09 * 5 / 8, NEAR);
        assertThat(passages.quantile(0.99)).isCloseTo(0.1 + 0.9 * 1.9 / 2, NEAR);
    }

    @Test
    void onlyWhatCameSinceCounts() {
        HopDurationHistogram since = passages(14, 4, 12, 14).since(passages(10, 0, 8, 10));

        assertThat(since).isEqualTo(passages(4, 4, 4, 4));
        assertThat(since.quantile(0.5)).isCloseTo(0.005, NEAR);
    }

    @Test
    void whatIsSlowerThanAllBucketsIsAsSlowAsTheLast() {
        assertThat(passages(5, 0, 0, 0).quantile(0.5)).isEqualTo(1);
    }

    @Test
    void withoutPassagesItTakesNoTime() {
        assertThat(passages(0, 0, 0, 0).quantile(0.99)).isZero();
    }

    @Test
    void theTimersAreRead() {
        try (MicrometerNodeMetrics instruments = new MicrometerNodeMetrics()) {
            instruments.begin(Hop.TREE).end();

            Map<Hop, HopDurationHistogram> passages = instruments.passages();
            assertThat(passages).containsOnlyKeys(Hop.values());
            assertThat(passages.get(Hop.TREE).count()).isEqualTo(1);
            assertThat(passages.get(Hop.TREE).quantile(1)).isBetween(0.0, 1.0);
            assertThat(passages.get(Hop.NIM).count()).isZero();
        }
    }

    private static HopDurationHistogram passages(long count, long within10, long within100, long within1000) {
        return new HopDurationHistogram(count, new TreeMap<>(Map.of(0.01, within10, 0.1, within100, 1.0, within1000)));
    }
}
