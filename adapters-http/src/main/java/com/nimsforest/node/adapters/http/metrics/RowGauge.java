package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A gauge with one row for each stream or consumer of the node: few, and known by name. */
record RowGauge(
        MultiGauge gauge,
        HealthComponent component,
        String list,
        Function<Details, Tags> tags,
        ToDoubleFunction<Details> value) {

    static List<RowGauge> all(MeterRegistry registry) {
        return List.of(
                stream(registry, "replicas", "Replicas that the stream has.", row -> row.number("replicas")),
                stream(registry, "desired.replicas", "Replicas it should have.", row -> row.number("desired")),
                stream(registry, "current.replicas", "Replicas up to date.", row -> row.number("current")),
                stream(registry, "messages", "Messages in the stream.", row -> row.number("messages")),
                consumer(registry, "pending", "Messages nobody was given yet.", row -> row.number("pending")),
                consumer(
                        registry,
                        "unacknowledged",
                        "Messages given out and not acknowledged.",
                        row -> row.number("unacknowledged")),
                consumer(registry, "stalled", "1 while nothing comes though there is.", row -> row.flag("stalled")));
    }

    private static RowGauge stream(MeterRegistry registry, String name, String help, ToDoubleFunction<Details> value) {
        MultiGauge gauge =
                MultiGauge.builder("nats.stream." + name).description(help).register(registry);
        return new RowGauge(
                gauge, HealthComponent.JETSTREAM, "streams", row -> Tags.of("stream", row.text("name")), value);
    }

    private static RowGauge consumer(
            MeterRegistry registry, String name, String help, ToDoubleFunction<Details> value) {
        MultiGauge gauge =
                MultiGauge.builder("nats.consumer." + name).description(help).register(registry);
        return new RowGauge(
                gauge,
                HealthComponent.PIPELINE,
                "consumers",
                row -> Tags.of("stream", row.text("stream"), "consumer", row.text("name")),
                value);
    }

    void show(HealthReport report) {
        List<Details> rows = Details.of(report, component).rows(list);
        gauge.register(
                rows.stream()
                        .map(row -> MultiGauge.Row.of(tags.apply(row), value.applyAsDouble(row)))
                        .toList(),
                true);
    }
}
