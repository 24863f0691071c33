package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.adapters.http.metrics.LabeledForestGauge.Row;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The gauges that have a row for each stream, consumer, replica, component or state. */
final class LabeledForestGauges {
    private final MeterRegistry registry;
    private final List<LabeledForestGauge> all = new ArrayList<>();

    /** @param own the certificates that the node itself was given */
    LabeledForestGauges(MeterRegistry registry, NodeCertificates own) {
        this.registry = registry;
        node();
        streams();
        consumers();
        handlers();
        all.add(LabeledForestGauge.of(
                registry,
                "nats.certificate.expiry.timestamp",
                "seconds",
                "When the certificate ends: the first of the server's, or of those that this node was given.",
                status -> certificates(status, own)));
    }

    void show(ForestStatus status) {
        all.forEach(gauge -> gauge.show(status));
    }

    private void node() {
        add(
                "nimsforest.build.info",
                "The version of this node; always 1.",
                status -> Stream.of(new Row(Tags.of("version", status.health().version()), 1)));
        add(
                "nimsforest.health.status",
                "0 while it is UP, 1 DEGRADED, 2 DOWN.",
                status -> status.health().components().stream()
                        .map(finding -> new Row(
                                Tags.of("component", finding.component().word()),
                                finding.status().ordinal())));
        add(
                "nimsforest.problem",
                "How many problems of the kind this node has.",
                status -> Stream.of(ProblemKind.values())
                        .map(kind -> new Row(Tags.of("kind", kind.word()), count(status, kind))));
        add(
                "nats.connection.state",
                "1 for the state that the connection is in.",
                status -> Stream.of(ConnectionState.values())
                        .map(state -> new Row(
                                Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                                ForestStatusGauges.flag(status.connection().state() == state))));
        all.add(LabeledForestGauge.of(
                registry,
                "nats.connection.round.trip",
                "seconds",
                "The last round trip to the local server, while one is known.",
                status -> own(status).flatMap(MachineStatus::roundTrip).stream()
                        .map(time -> new Row(Tags.empty(), time.toNanos() / 1e9))));
    }

    private static long count(ForestStatus status, ProblemKind kind) {
        return status.health().findings().stream()
                .filter(finding -> finding.kind() == kind)
                .count();
    }

    private void streams() {
        stream("replicas", "Replicas that the stream has.", StreamFacts::replicas);
        stream("desired.replicas", "Replicas it should have.", StreamFacts::desired);
        stream("current.replicas", "Replicas up to date.", StreamFacts::current);
        stream("messages", "Messages in the stream.", StreamFacts::messages);
        stream("usable", "1 while it takes messages.", stream -> ForestStatusGauges.flag(stream.usable()));
        add(
                "nats.stream.diverged",
                "1 while its replicas differ, and stay so.",
                status -> status.storage().streams().stream()
                        .map(stream -> new Row(
                                Tags.of("stream", stream.name()),
                                ForestStatusGauges.flag(
                                        status.difference(stream.name()).isPresent()))));
        add(
                "nats.stream.replica.lag",
                "Operations that a replica is behind its leader.",
                status -> status.storage().streams().stream()
                        .flatMap(stream -> stream.peers().stream()
                                .map(peer -> new Row(
                                        Tags.of("stream", stream.name(), "server", peer.server()), peer.lag()))));
    }

    private void consumers() {
        consumer("pending", "Messages nobody was given yet.", ConsumerFacts::pending);
        consumer("unacknowledged", "Messages given out and not acknowledged.", ConsumerFacts::unacknowledged);
        consumer("redelivered", "Messages given out more than once and not acknowledged.", ConsumerFacts::redelivered);
        consumer(
                "stalled", "1 while nothing comes though there is.", facts -> ForestStatusGauges.flag(facts.stalled()));
        all.add(LabeledForestGauge.of(
                registry,
                "nats.consumer.oldest",
                "seconds",
                "Age of the oldest message that is not worked off.",
                consumerRows((status, facts) ->
                        age(status, facts).map(ForestStatusGauges::seconds).orElse(0.0))));
        all.add(LabeledForestGauge.of(
                registry,
                "nats.consumer.retention.used.ratio",
                null,
                "Share of the time that its stream keeps it, which the oldest message has used.",
                consumerRows(LabeledForestGauges::retentionUsed)));
    }

    private void handlers() {
        add(
                "nimsforest.failing.messages",
                "Messages that failed on this node and will be tried again.",
                LabeledForestGauges::failing);
    }

    private static Stream<Row> failing(ForestStatus status) {
        Map<String, Long> counts = new TreeMap<>();
        status.pipeline().trees().forEach(tree -> counts.put("tree " + tree, 0L));
        status.pipeline().nims().forEach(nim -> counts.put("nim " + nim, 0L));
        status.pipeline().failing().forEach(message -> counts.merge(message.handler(), 1L, Long::sum));
        return counts.entrySet().stream().map(count -> new Row(Tags.of("handler", count.getKey()), count.getValue()));
    }

    private void stream(String name, String help, ToDoubleFunction<StreamFacts> value) {
        add(
                "nats.stream." + name,
                help,
                status -> status.storage().streams().stream()
                        .map(stream -> new Row(Tags.of("stream", stream.name()), value.applyAsDouble(stream))));
    }

    private void consumer(String name, String help, ToDoubleFunction<ConsumerFacts> value) {
        add("nats.consumer." + name, help, consumerRows((status, facts) -> value.applyAsDouble(facts)));
    }

    private void add(String name, String help, Function<ForestStatus, Stream<Row>> rows) {
        all.add(LabeledForestGauge.of(registry, name, null, help, rows));
    }

    private static Function<ForestStatus, Stream<Row>> consumerRows(
            ToDoubleBiFunction<ForestStatus, ConsumerFacts> value) {
        return status -> status.pipeline().consumers().stream()
                .map(facts -> new Row(
                        Tags.of("stream", facts.stream(), "consumer", facts.name()),
                        value.applyAsDouble(status, facts)));
    }

    private static Stream<Row> certificates(ForestStatus status, NodeCertificates own) {
        Stream<Row> server = ownServer(status).flatMap(NatsServerFacts::certificateExpires).stream()
                .map(end -> certificate("server", end));
        return Stream.concat(
                server,
                own.ends().entrySet().stream()
                        .map(end -> certificate(end.getKey().name().toLowerCase(Locale.ROOT), end.getValue())));
    }

    private static Row certificate(String use, Instant end) {
        return new Row(Tags.of("certificate", use), end.getEpochSecond());
    }

    private static Optional<Duration> age(ForestStatus status, ConsumerFacts facts) {
        Instant now = status.health().at();
        return facts.oldest().map(oldest -> oldest.isBefore(now) ? Duration.between(oldest, now) : Duration.ZERO);
    }

    private static double retentionUsed(ForestStatus status, ConsumerFacts facts) {
        return status.storage().streams().stream()
                .filter(stream -> stream.name().equals(facts.stream()))
                .mapToDouble(
                        stream -> facts.shareOf(stream.keeps(), status.health().at()))
                .max()
                .orElse(0);
    }

    static Optional<NatsServerFacts> ownServer(ForestStatus status) {
        return own(status).flatMap(MachineStatus::server);
    }

    private static Optional<MachineStatus> own(ForestStatus status) {
        return status.members().stream().filter(MachineStatus::self).findFirst();
    }
}
