package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.domain.status.ForestStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gauge with one row for each stream, consumer, server or the like: few, and known by name. */
record LabeledForestGauge(MultiGauge gauge, Function<ForestStatus, Stream<Row>> rows) {
    /** One of them, as it is now. */
    record Row(Tags tags, double value) {}

    static LabeledForestGauge of(
            MeterRegistry registry,
            String name,
            @Nullable String unit,
            String help,
            Function<ForestStatus, Stream<Row>> rows) {
        MultiGauge.Builder gauge = MultiGauge.builder(name).description(help).baseUnit(unit);
        return new LabeledForestGauge(gauge.register(registry), rows);
    }

    /** Shows the rows that there are now, and those alone. */
    void show(ForestStatus status) {
        gauge.register(
                rows.apply(status)
                        .map(row -> MultiGauge.Row.of(row.tags(), row.value()))
                        .toList(),
                true);
    }
}
