package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusFacts;
import com.nimsforest.node.domain.status.MachineStatusList;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.domain.status.ServerHealthWarnings;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.driven.operations.ServerView;
import com.nimsforest.node.ports.driving.NodeStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a view of the whole forest fresh, and answers the other nodes for this one. The two refreshes ask and may wait,
 * each on a thread of its own choice. The status is computed once for each assessment of this node's health, which each
 * refresh ends with; a status and an answer only read.
 */
public final class ForestStatusService implements NodeStatus {
    /** A node that missed a question may be busy; one that missed some is not there. */
    private static final Duration REMEMBERED = Duration.ofSeconds(7);

    private record Heard(NodeStatusReport report, Instant at) {}

    private final NodeHealthService health;
    private final ServerView serverView;
    private final NodeFleet fleet;
    private final Clock clock;
    private final boolean takesPart;
    private final ReplicaDivergenceMonitor replicas;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private volatile Optional<NatsServerFacts> server = Optional.empty();
    private volatile List<HealthFinding> namesakes = List.of();
    private final AtomicReference<ForestStatus> status;

    /** The view of a node, which is one of the forest's. */
    public ForestStatusService(NodeHealthService health, ServerView serverView, NodeFleet fleet, Clock clock) {
        this(health, serverView, fleet, clock, true);
    }

    private ForestStatusService(
            NodeHealthService health, ServerView serverView, NodeFleet fleet, Clock clock, boolean takesPart) {
        this.takesPart = takesPart;
        this.health = requireNonNull(health, "health");
        this.serverView = requireNonNull(serverView, "serverView");
        this.fleet = requireNonNull(fleet, "fleet");
        this.clock = requireNonNull(clock, "clock");
        this.replicas = new ReplicaDivergenceMonitor(clock);
        this.status = new AtomicReference<>(present());
        health.alsoTelling(() -> namesakes);
        health.onReport(() -> status.updateAndGet(before -> present().after(requireNonNull(before))));
    }

    /** The view of somebody beside a server who is no node: what it sees counts, and no node is there because of it. */
    public static ForestStatusService fromOutside(
            NodeHealthService health, ServerView serverView, NodeFleet fleet, Clock clock) {
        return new ForestStatusService(health, serverView, fleet, clock, false);
    }

    /** Answers the other nodes from now on, until the subscription is closed. */
    public Subscription answer() {
        return fleet.answer(this::own);
    }

    public void refreshServer() {
        Optional<NatsServerFacts> seen = serverView.server();
        server = seen;
        health.warn(seen.map(facts -> ServerHealthWarnings.of(facts, clock.instant()))
                .orElse(List.of()));
    }

    /** One call at a time. */
    public synchronized void refreshFleet() {
        List<NodeStatusReport> reports = fleet.ask();
        Instant now = clock.instant();
        hear(reports, now);
        namesakes = takesPart ? namesakes(reports) : List.of();
        health.answered(reports.stream()
                .flatMap(report -> report.server().stream())
                .map(NatsServerFacts::name)
                .toList());
        reports.forEach(report -> health.sighted(report.sightings()));
        health.differ(replicas.observe(servers(reports), facts(health.report()).storage()));
    }

    /** Of a node that answered, what it was before it was restarted is forgotten. */
    private void hear(List<NodeStatusReport> reports, Instant now) {
        reports.forEach(report -> heard.put(key(report), new Heard(report, now)));
        Set<String> names = reports.stream().map(NodeStatusReport::name).collect(Collectors.toSet());
        heard.values()
                .removeIf(last -> last.at().plus(REMEMBERED).isBefore(now)
                        || last.at().isBefore(now)
                                && names.contains(last.report().name()));
    }

    private static String key(NodeStatusReport report) {
        return report.name() + " " + report.process();
    }

    private List<HealthFinding> namesakes(List<NodeStatusReport> reports) {
        NodeStatusReport own = own();
        String others = reports.stream()
                .filter(report ->
                        report.name().equals(own.name()) && !report.process().equals(own.process()))
                .map(NodeStatusReport::place)
                .sorted()
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? List.of()
                : List.of(HealthFinding.about(own.name(), ProblemKind.NODE_NAME_TAKEN)
                        .with(HealthFact.OTHERS, others)
                        .with(HealthFact.PROCESS, own.place()));
    }

    private Collection<NatsServerFacts> servers(List<NodeStatusReport> reports) {
        Map<String, NatsServerFacts> servers = new HashMap<>();
        Stream.concat(server.stream(), reports.stream().flatMap(report -> report.server().stream()))
                .forEach(server -> servers.putIfAbsent(server.name(), server));
        return servers.values();
    }

    @Override
    public ForestStatus status() {
        return requireNonNull(status.get());
    }

    private ForestStatus present() {
        HealthReport report = health.report();
        NodeHealthFacts facts = facts(report);
        NodeStatusReport own = own(report);
        List<NodeStatusReport> nodes = nodes(own);
        ConnectionFacts connection = facts.connection();
        MachineStatusList machineList = new MachineStatusList(
                self(own, connection),
                own.server().isPresent() || connection.isConnected(),
                facts.cluster(),
                facts.storage().metaLeader(),
                nodes);
        return ForestStatus.of(new ForestStatusFacts(
                own.health(),
                connection,
                facts.cluster(),
                facts.storage(),
                facts.pipeline(),
                machineList.members(),
                nodes));
    }

    private NodeStatusReport own() {
        return own(health.report());
    }

    /** The node's own report always has them. */
    private static NodeHealthFacts facts(HealthReport own) {
        return own.facts().orElseThrow();
    }

    private NodeStatusReport own(HealthReport report) {
        NodeHealthFacts facts = facts(report);
        return new NodeStatusReport(
                        report,
                        server,
                        facts.connection().roundTrip(),
                        facts.pipeline().failing(),
                        facts.cluster().sightings())
                .of(health.process());
    }

    private List<NodeStatusReport> nodes(NodeStatusReport own) {
        Map<String, NodeStatusReport> nodes = new TreeMap<>();
        heard.forEach((key, last) -> nodes.put(key, last.report()));
        if (takesPart) {
            nodes.put(key(own), own);
        }
        return List.copyOf(nodes.values());
    }

    /** Before its server was ever seen, a machine goes by the name of its node. */
    private static String self(NodeStatusReport own, ConnectionFacts connection) {
        return own.server()
                .map(NatsServerFacts::name)
                .filter(name -> !name.isBlank())
                .orElse(connection.server().isBlank() ? own.health().node() : connection.server());
    }
}
