package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.NodeHealthRules;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.ReplicaDivergence;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.membership.LastSeenServers;
import com.nimsforest.node.domain.membership.ServerSighting;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driving.NodeHealth;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gathers the facts of the node and keeps what {@link NodeHealthRules} say of them. The three refreshes ask the servers and
 * may wait, each on a thread of its own choice, so that a slow one does not hold up the others. Each of them and each change
 * of the connection computes the report once; whoever asks for it only reads.
 */
public final class NodeHealthService implements NodeHealth {
    /**
     * Who this node is and what it runs: what health says that does not change.
     *
     * @param process tells it from another one of that name; empty when it need not be told
     */
    public record Identity(
            String node,
            String process,
            String version,
            List<String> trees,
            List<String> nims,
            List<HealthFinding> problems) {
        public Identity {
            requireNonNull(node, "node");
            requireNonNull(process, "process");
            requireNonNull(version, "version");
            trees = List.copyOf(trees);
            nims = List.copyOf(nims);
            problems = List.copyOf(problems);
        }

        public Identity(
                String node, String version, List<String> trees, List<String> nims, List<HealthFinding> problems) {
            this(node, "", version, trees, nims, problems);
        }
    }

    private record Seen<T>(T facts, Instant at) {}

    private final Identity identity;
    private final SidecarConnection sidecar;
    private final StorageProbe storageProbe;
    private final ClusterView clusterView;
    private final PipelineProbe pipelineProbe;
    private final Clock clock;

    private final List<Supplier<List<HealthFinding>>> sources = new CopyOnWriteArrayList<>();
    private final List<Supplier<List<FailingMessage>>> failing = new CopyOnWriteArrayList<>();
    private volatile List<ReplicaDivergence> divergences = List.of();
    private volatile List<HealthFinding> warnings = List.of();
    private volatile Seen<JetStreamFacts> storage;
    private volatile Seen<ClusterFacts> cluster;
    private volatile Seen<NodePipelineFacts> pipeline;
    private volatile LastSeenServers servers = LastSeenServers.none();
    private final AtomicReference<HealthReport> report;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public NodeHealthService(
            Identity identity,
            SidecarConnection sidecar,
            StorageProbe storageProbe,
            ClusterView clusterView,
            PipelineProbe pipelineProbe,
            Clock clock) {
        this.identity = requireNonNull(identity, "identity");
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.storageProbe = requireNonNull(storageProbe, "storageProbe");
        this.clusterView = requireNonNull(clusterView, "clusterView");
        this.pipelineProbe = requireNonNull(pipelineProbe, "pipelineProbe");
        this.clock = requireNonNull(clock, "clock");
        this.storage = seen(JetStreamFacts.unavailable("not asked yet"));
        this.cluster = seen(new ClusterFacts("", 1, List.of(), List.of(), true));
        this.pipeline = seen(pipelineFacts(List.of(), 0, List.of()));
        this.report = new AtomicReference<>(NodeHealthRules.report(facts()));
        sidecar.onTransition(transition -> assess());
    }

    /** Has the problems that this source finds reported too, as they are at each refresh of the pipeline. */
    public NodeHealthService alsoTelling(Supplier<List<HealthFinding>> source) {
        sources.add(requireNonNull(source, "source"));
        return this;
    }

    /** Has the messages of this source reported as failing too, as they are at each refresh of the pipeline. */
    public NodeHealthService alsoFailing(Supplier<List<FailingMessage>> source) {
        failing.add(requireNonNull(source, "source"));
        return this;
    }

    /** Which streams differ between their replicas, until told otherwise. */
    void differ(List<ReplicaDivergence> streams) {
        divergences = List.copyOf(streams);
        assess();
    }

    /** What will soon be wrong with the server, until told otherwise. */
    void warn(List<HealthFinding> ofServer) {
        warnings = List.copyOf(ofServer);
        assess();
    }

    public void refreshStorage() {
        JetStreamFacts facts = storageProbe.probe();
        storage = seen(facts);
        sighted(facts.streams().stream()
                .flatMap(stream ->
                        stream.peers().stream().filter(peer -> !peer.server().equals(stream.leader())))
                .map(StreamReplicaFacts::sighting)
                .toList());
        assess();
    }

    public void refreshCluster() {
        ClusterFacts facts = clusterView.view();
        cluster = seen(facts);
        sighted(facts.sightings());
        assess();
    }

    /** Takes in what Raft groups tell of servers. Any thread. */
    synchronized void sighted(List<ServerSighting> sightings) {
        Instant now = clock.instant();
        servers = servers.with(sightings, now);
    }

    /** Takes in that the nodes beside these servers have just answered. Any thread. */
    synchronized void answered(Collection<String> names) {
        Instant now = clock.instant();
        servers = servers.withAnswersOf(names, now);
    }

    public void refreshPipeline() {
        pipeline = seen(pipelineFacts(pipelineProbe.consumers(), pipelineProbe.deadLetters(), failing()));
        assess();
    }

    private List<FailingMessage> failing() {
        return Stream.concat(
                        pipelineProbe.failing().stream(), failing.stream().flatMap(source -> source.get().stream()))
                .sorted(Comparator.comparing(FailingMessage::since))
                .toList();
    }

    /** The last one, with its facts; never waits. */
    @Override
    public HealthReport report() {
        return requireNonNull(report.get());
    }

    String process() {
        return identity.process();
    }

    /** Calls the listener after each new report, on the thread that made it. */
    void onReport(Runnable listener) {
        listeners.add(listener);
    }

    private void assess() {
        report.updateAndGet(before -> NodeHealthRules.report(facts()).after(before));
        listeners.forEach(Runnable::run);
    }

    private NodeHealthFacts facts() {
        Seen<JetStreamFacts> seenStorage = storage;
        Seen<ClusterFacts> seenCluster = cluster;
        Seen<NodePipelineFacts> seenPipeline = pipeline;
        ConnectionFacts connection = sidecar.facts();
        Instant oldest = oldest(seenStorage.at(), oldest(seenCluster.at(), seenPipeline.at()));
        return new NodeHealthFacts(
                identity.node(),
                identity.version(),
                oldest,
                connection,
                seenStorage.facts(),
                judged(seenCluster.facts(), seenStorage.facts(), connection),
                seenPipeline.facts(),
                divergences,
                warnings);
    }

    /** Whoever is cut off knows nothing of the others. */
    private ClusterFacts judged(ClusterFacts seen, JetStreamFacts streams, ConnectionFacts connection) {
        if (!connection.isConnected() && !seen.isSingleNode()) {
            return ClusterFacts.unseen(seen.name(), seen.expected(), HealthFinding.of(ProblemKind.CUT_OFF));
        }
        Set<String> silent = servers.silent(clock.instant());
        silent.remove(connection.server());
        return seen.naming(connection.server(), holders(streams)).without(silent);
    }

    private static List<String> holders(JetStreamFacts storage) {
        return storage.streams().stream()
                .flatMap(stream -> stream.peers().stream())
                .map(StreamReplicaFacts::server)
                .distinct()
                .toList();
    }

    private static Instant oldest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private NodePipelineFacts pipelineFacts(
            List<ConsumerFacts> consumers, long deadLetters, List<FailingMessage> failing) {
        List<HealthFinding> all = Stream.concat(
                        identity.problems().stream(), sources.stream().flatMap(source -> source.get().stream()))
                .toList();
        return new NodePipelineFacts(identity.trees(), identity.nims(), consumers, deadLetters, all, failing);
    }

    private <T> Seen<T> seen(T facts) {
        return new Seen<>(facts, clock.instant());
    }
}
