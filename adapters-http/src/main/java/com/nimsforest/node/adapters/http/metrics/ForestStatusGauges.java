package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import com.nimsforest.node.ports.driving.NodeStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The gauges that tell what the node knows of the forest; 0 until it is known. One scrape at a time. */
final class ForestStatusGauges {
    private static final double UNKNOWN = Double.NaN;
    private static final double MILLIS = 1e3;

    private final MeterRegistry registry;
    private final LabeledForestGauges rows;
    private volatile NodeCertificates certificates = Map::of;
    private volatile Optional<NodeStatus> source = Optional.empty();
    private volatile Optional<ForestStatus> last = Optional.empty();

    ForestStatusGauges(MeterRegistry registry) {
        this.registry = registry;
        this.rows = new LabeledForestGauges(registry, () -> certificates.ends());
        node();
        cluster();
        storage();
    }

    private void node() {
        gauge(
                "nimsforest.ready",
                "1 while the node can take and keep data.",
                s -> flag(s.health().ready()));
        gauge(
                "nimsforest.dead.letters.waiting",
                "Dead letters that lie in the stream.",
                s -> s.pipeline().deadLetters());
        gauge("nats.connection.status", "1 while connected to the local server.", ForestStatusGauges::connected);
        FunctionCounter.builder("nats.reconnect", this, ForestStatusGauges::reconnects)
                .description("Times the connection to the local server was lost and came back.")
                .register(registry);
    }

    private void cluster() {
        gauge(
                "nats.cluster.peers",
                "Other servers that this machine's server is routed to.",
                s -> s.cluster().connected().size());
        gauge(
                "nats.cluster.expected",
                "Servers that the mesh should have.",
                s -> s.cluster().expected());
        gauge(
                "nats.cluster.quorum",
                "1 while a majority is there; NaN while nobody can tell.",
                s -> seen(s.cluster(), s.cluster().quorum()));
        gauge(
                "nats.cluster.meta.leader",
                "1 while JetStream has a leader; NaN while nobody can tell.",
                s -> seen(
                        s.cluster(),
                        s.cluster().isSingleNode() || !s.storage().metaLeader().isEmpty()));
    }

    private void storage() {
        gauge("nats.jetstream.available", "1 while JetStream answers.", ForestStatusGauges::available);
        bytes("nats.jetstream.stored", "Bytes that this machine's JetStream keeps on disk.", NatsServerFacts::stored);
        bytes("nats.jetstream.storable", "Bytes that it may keep there.", NatsServerFacts::storable);
    }

    void bind(NodeStatus bound, NodeCertificates own) {
        certificates = own;
        source = Optional.of(bound);
    }

    /** Takes one view for all gauges of a scrape; one caller at a time. */
    void refresh() {
        last = source.map(NodeStatus::status);
        last.ifPresent(rows::show);
    }

    private void gauge(String name, String help, ToDoubleFunction<ForestStatus> value) {
        Gauge.builder(name, this, meters -> meters.read(value))
                .description(help)
                .register(registry);
    }

    private void bytes(String name, String help, ToLongFunction<NatsServerFacts> value) {
        Gauge.builder(name, this, meters -> meters.read(status -> own(status, value)))
                .description(help)
                .baseUnit("bytes")
                .register(registry);
    }

    private double read(ToDoubleFunction<ForestStatus> value) {
        return last.map(value::applyAsDouble).orElse(0.0);
    }

    private static double own(ForestStatus status, ToLongFunction<NatsServerFacts> value) {
        return LabeledForestGauges.ownServer(status)
                .map(server -> (double) value.applyAsLong(server))
                .orElse(UNKNOWN);
    }

    /** What is read from the monitoring port is not known while that does not answer. */
    private static double seen(ClusterFacts cluster, boolean fact) {
        return cluster.problem().isEmpty() ? flag(fact) : UNKNOWN;
    }

    private static double connected(ForestStatus status) {
        return flag(status.connection().isConnected());
    }

    private static double available(ForestStatus status) {
        return flag(status.storage().available() && status.connection().isConnected());
    }

    private double reconnects() {
        return read(status -> status.connection().reconnects());
    }

    static double flag(boolean fact) {
        return fact ? 1 : 0;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
