package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.backup.NatsForestBackup;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.consume.ActiveConsumers;
import com.nimsforest.node.adapters.nats.consume.ConsumerResources;
import com.nimsforest.node.adapters.nats.consume.ConsumerSettings;
import com.nimsforest.node.adapters.nats.deadletter.DeadLetterWriter;
import com.nimsforest.node.adapters.nats.deadletter.NatsDeadLetters;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideWriter;
import com.nimsforest.node.adapters.nats.entity.NatsEntityHumus;
import com.nimsforest.node.adapters.nats.entity.NatsEntityLeaves;
import com.nimsforest.node.adapters.nats.mesh.NatsMeshControl;
import com.nimsforest.node.adapters.nats.mesh.NatsMeshControl.OperatorApi;
import com.nimsforest.node.adapters.nats.monitor.FleetPipelineProbe;
import com.nimsforest.node.adapters.nats.monitor.JetStreamStorageProbe;
import com.nimsforest.node.adapters.nats.monitor.MonitoringClusterView;
import com.nimsforest.node.adapters.nats.monitor.MonitoringMeshMembers;
import com.nimsforest.node.adapters.nats.monitor.MonitoringServerView;
import com.nimsforest.node.adapters.nats.monitor.NodePipelineProbe;
import com.nimsforest.node.adapters.nats.provision.MeshSize;
import com.nimsforest.node.adapters.nats.provision.NatsStreamPlans;
import com.nimsforest.node.adapters.nats.provision.StreamProvisioner;
import com.nimsforest.node.adapters.nats.publish.IdempotentPublisher;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.adapters.nats.setaside.AskedPatternReader;
import com.nimsforest.node.adapters.nats.setaside.SetAsideFactsReader;
import com.nimsforest.node.adapters.nats.setaside.UnknownRiverMessages;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.ForestBackup;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.ServerView;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driven.operations.StreamConfigPlans;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** All that JetStream keeps for the forest, behind its ports. Safe for any thread. */
public final class JetStreamAdapter implements AutoCloseable {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private final StreamProvisioner provisioner;
    private final ActiveConsumers consumers;
    private final UnknownRiverMessages unknown;
    private final NatsRiver river;
    private final NatsLeaves leaves;
    private final NatsHumus humus;
    private final NatsEntityHumus entityHumus;
    private final NatsEntityLeaves entityLeaves;
    private final NatsSoil soil;
    private final NatsStreamSnapshot snapshot;
    private final NatsStreamPlans streamPlans;
    private final NatsForestBackup backup;
    private final NatsDeadLetters deadLetters;
    private final JetStreamStorageProbe storage;
    private final NodePipelineProbe pipeline;
    private final JetStreamApi api;
    private final MonitoringMeshMembers members;
    private final MonitoringClusterView cluster;
    private final MonitoringServerView server;

    /** Makes the ports; nothing is asked of the servers yet. The executors stay the caller's. */
    public JetStreamAdapter(
            NatsSidecarConnection sidecar,
            StreamPublisher publisher,
            NatsSettings settings,
            ConsumerSettings timing,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            NodeMetrics instruments) {
        this.api = new JetStreamApi(
                sidecar::require, settings.apiPrefix(), settings.requestTimeout(), sidecar.violations());
        this.members = new MonitoringMeshMembers(settings.monitorUrl(), workers);
        this.cluster = new MonitoringClusterView(settings.monitorUrl(), settings.machines(), settings.peers(), workers);
        this.server = new MonitoringServerView(settings.monitorUrl(), ForestStreamLayout.NAMES, workers, clock);
        this.provisioner = new StreamProvisioner(
                api,
                clock,
                settings.replicas(),
                settings.machines(),
                settings.streamLimits(),
                timer,
                () -> CompletableFuture.supplyAsync(() -> meshSize(settings), workers));
        DeadLetterWriter box = new DeadLetterWriter(api, publisher, settings.publishBudget(), instruments);
        SetAsideWriter setAside = new SetAsideWriter(publisher, settings.publishBudget());
        ConsumerResources tools =
                new ConsumerResources(api, provisioner, box, setAside, timer, workers, instruments, timing, clock);
        IdempotentPublisher sender = new IdempotentPublisher(publisher, settings.publishBudget());
        this.consumers = new ActiveConsumers(tools);
        SetAsideFactsReader waiting = new SetAsideFactsReader(api, timing.unknownKept(), clock);
        this.unknown = new UnknownRiverMessages(api, setAside, box, waiting, timing.unknownKept(), timer, workers);
        this.river = new NatsRiver(sender, consumers, unknown, new AskedPatternReader(api, clock));
        this.leaves = new NatsLeaves(api, sender, consumers);
        this.humus = new NatsHumus(api, sender, consumers);
        this.entityHumus = new NatsEntityHumus(api, consumers);
        this.entityLeaves = new NatsEntityLeaves(api, consumers);
        this.soil = new NatsSoil(api, tools);
        this.snapshot = new NatsStreamSnapshot(api, tools, waiting);
        this.backup = new NatsForestBackup(api, clock, settings.replicas().on(settings.machines()));
        this.streamPlans = new NatsStreamPlans(api, settings.replicas(), cluster, settings.streamLimits());
        this.deadLetters = new NatsDeadLetters(api, publisher, settings.publishBudget());
        JetStreamApi probes = api.within(sooner(settings.requestTimeout()));
        this.storage = new JetStreamStorageProbe(probes, provisioner, cluster::metaLeader);
        this.pipeline = new NodePipelineProbe(probes, consumers, unknown);
    }

    /** What is asked once a second must not wait for long: a question that went nowhere hides that there is a leader again. */
    private static Duration sooner(Duration timeout) {
        return timeout.compareTo(PROBE_TIMEOUT) < 0 ? timeout : PROBE_TIMEOUT;
    }

    private MeshSize meshSize(NatsSettings settings) {
        if (settings.singleNode()) {
            return MeshSize.ALONE;
        }
        ClusterFacts facts = cluster.view();
        int there = 1 + facts.connected().size();
        int expected = facts.expected();
        return new MeshSize(facts.problem().isEmpty() ? there : expected, expected);
    }

    /** Starts to provide the streams, in the background and for ever. */
    public void provision() {
        provisioner.start();
        unknown.start();
    }

    public River river() {
        return river;
    }

    public Leaves leaves() {
        return leaves;
    }

    public Humus humus() {
        return humus;
    }

    public EntityHumus entityHumus() {
        return entityHumus;
    }

    public EntityLeaves entityLeaves() {
        return entityLeaves;
    }

    public Soil soil() {
        return soil;
    }

    public StreamConfigPlans streamPlans() {
        return streamPlans;
    }

    public ForestBackup backup() {
        return backup;
    }

    /** @param operator asks with the rights of the system account */
    public MeshControl mesh(OperatorApi operator) {
        return new NatsMeshControl(api, members, operator);
    }

    public StreamSnapshot snapshot() {
        return snapshot;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public StorageProbe storage() {
        return storage;
    }

    public PipelineProbe pipeline() {
        return pipeline;
    }

    /** The pipeline for one who takes part in none of it. */
    public PipelineProbe wholePipeline() {
        return new FleetPipelineProbe(snapshot, pipeline);
    }

    public ClusterView cluster() {
        return cluster;
    }

    public ServerView server() {
        return server;
    }

    /** Ends what is still subscribed, and the providing. Idempotent. */
    @Override
    public void close() {
        provisioner.close();
        unknown.close();
        consumers.close();
    }
}
