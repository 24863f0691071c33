package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.ports.driving.NodeHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The gauges that tell what the node's health says; 0 until it is known. */
final class HealthMeters {
    private final MeterRegistry registry;
    private final MultiGauge build;
    private final List<RowGauge> rows;
    private volatile Optional<NodeHealth> health = Optional.empty();
    private volatile Optional<HealthReport> last = Optional.empty();

    HealthMeters(MeterRegistry registry) {
        this.registry = registry;
        connection();
        storage();
        gauge("nats.cluster.peers", "Other servers that this machine's server is routed to.", HealthMeters::peers);
        gauge(
                "nats.cluster.expected",
                "Servers that the mesh should have.",
                r -> cluster(r).number("expected"));
        gauge(
                "nats.cluster.quorum",
                "1 while a majority is there.",
                r -> cluster(r).flag("quorum"));
        gauge("nimsforest.ready", "1 while the node can take and keep data.", r -> r.ready() ? 1 : 0);
        gauge("nimsforest.dead.letters.waiting", "Dead letters that lie in the stream.", HealthMeters::deadLetters);
        build = MultiGauge.builder("nimsforest.build.info")
                .description("The version of this node; always 1.")
                .register(registry);
        rows = RowGauge.all(registry);
    }

    private void connection() {
        gauge("nats.connection.status", "1 while connected to the local server.", HealthMeters::connected);
        FunctionCounter.builder("nats.reconnect", this, HealthMeters::reconnects)
                .description("Times the connection to the local server was lost and came back.")
                .register(registry);
    }

    private void storage() {
        gauge(
                "nats.jetstream.available",
                "1 while JetStream answers.",
                r -> Details.of(r, HealthComponent.JETSTREAM).flag("available"));
    }

    void bind(NodeHealth bound) {
        health = Optional.of(bound);
    }

    /** Takes one view for all gauges of a scrape; one caller at a time. */
    void refresh() {
        last = health.map(NodeHealth::report);
        last.ifPresent(report -> {
            build.register(List.of(MultiGauge.Row.of(Tags.of("version", report.version()), 1)), true);
            rows.forEach(row -> row.show(report));
        });
    }

    private void gauge(String name, String help, ToDoubleFunction<HealthReport> value) {
        Gauge.builder(
                        name,
                        this,
                        meters -> meters.last.map(value::applyAsDouble).orElse(0.0))
                .description(help)
                .register(registry);
    }

    private static double connected(HealthReport report) {
        return report.findings().stream()
                        .anyMatch(finding ->
                                finding.component() == HealthComponent.NATS && finding.status() == HealthStatus.UP)
                ? 1
                : 0;
    }

    private double reconnects() {
        return last.map(report -> Details.of(report, HealthComponent.NATS).number("reconnects"))
                .orElse(0.0);
    }

    private static double peers(HealthReport report) {
        return cluster(report).list("connected").size();
    }

    private static double deadLetters(HealthReport report) {
        return Details.of(report, HealthComponent.PIPELINE).number("deadLetters");
    }

    private static Details cluster(HealthReport report) {
        return Details.of(report, HealthComponent.CLUSTER);
    }
}
