package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.backup.NatsForestBackup;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.consume.ConsumerResources;
import com.nimsforest.node.adapters.nats.consume.ConsumerSettings;
import com.nimsforest.node.adapters.nats.deadletter.DeadLetterWriter;
import com.nimsforest.node.adapters.nats.deadletter.NatsDeadLetters;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideWriter;
import com.nimsforest.node.adapters.nats.entity.NatsEntityHumus;
import com.nimsforest.node.adapters.nats.entity.NatsEntityLeaves;
import com.nimsforest.node.adapters.nats.mesh.NatsMeshControl;
import com.nimsforest.node.adapters.nats.monitor.JetStreamStorageProbe;
import com.nimsforest.node.adapters.nats.monitor.MonitoringClient;
import com.nimsforest.node.adapters.nats.monitor.MonitoringClusterView;
import com.nimsforest.node.adapters.nats.monitor.MonitoringMeshMembers;
import com.nimsforest.node.adapters.nats.monitor.MonitoringServerView;
import com.nimsforest.node.adapters.nats.monitor.NatsFleet;
import com.nimsforest.node.adapters.nats.monitor.StreamChangeDetector;
import com.nimsforest.node.adapters.nats.provision.MeshSize;
import com.nimsforest.node.adapters.nats.provision.NatsStreamPlans;
import com.nimsforest.node.adapters.nats.provision.StreamProvisioner;
import com.nimsforest.node.adapters.nats.publish.ConditionalPublisher;
import com.nimsforest.node.adapters.nats.publish.PortPublisher;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.adapters.nats.setaside.AskedPatternReader;
import com.nimsforest.node.adapters.nats.setaside.SetAsideFactsReader;
import com.nimsforest.node.adapters.nats.setaside.UnknownRiverMessages;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Which part of the adapter gets which; used once. Nothing is asked of the servers yet. */
public final class NatsComposition {
    /** Of what a server tells all. */
    private static final Duration TOLD = Duration.ofSeconds(30);
    /** Problems are told within ten seconds. */
    private static final Duration SEEN = Duration.ofSeconds(8);

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private final NatsSidecarConnection sidecar;
    private final StreamPublisher publisher;
    private final ConditionalPublisher soilPublisher;
    private final ConditionalPublisher entityPublisher;
    private final NatsSettings settings;
    private final JetStreamApi api;
    private final MonitoringClient monitor;
    private final MonitoringClusterView cluster;
    private final StreamProvisioner provisioner;
    private final ConsumerResources resources;
    private final ConsumerRegistry consumers;
    private final SetAsideFactsReader setAsideFacts;
    private final UnknownRiverMessages unknown;

    /** The executors stay the caller's. */
    public NatsComposition(
            NatsSidecarConnection sidecar,
            StreamPublisher publisher,
            NatsSettings settings,
            ConsumerSettings timing,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            NodeMetrics instruments) {
        this.sidecar = sidecar;
        this.publisher = publisher;
        this.settings = settings;
        this.api = new JetStreamApi(
                sidecar::require, settings.apiPrefix(), settings.requestTimeout(), sidecar.violations());
        this.soilPublisher = new ConditionalPublisher(api);
        this.entityPublisher = new ConditionalPublisher(api);
        this.monitor = new MonitoringClient(settings.monitorUrl());
        this.cluster =
                new MonitoringClusterView(monitor, sidecar::connectedServer, settings.machines(), settings.peers());
        this.provisioner = new StreamProvisioner(
                api,
                clock,
                settings.replicas(),
                settings.machines(),
                settings.streamLimits(),
                timer,
                () -> CompletableFuture.supplyAsync(this::meshSize, workers),
                changes(TOLD)::unchanged,
                this::allowBatches);
        DeadLetterWriter deadLetters = new DeadLetterWriter(api, publisher, settings.publishBudget(), instruments);
        SetAsideWriter setAside = new SetAsideWriter(publisher, settings.publishBudget());
        this.resources = new ConsumerResources(
                api, provisioner, deadLetters, setAside, timer, workers, instruments, timing, clock);
        this.consumers = new ConsumerRegistry(resources);
        this.setAsideFacts = new SetAsideFactsReader(api, timing.unknownKept(), clock);
        this.unknown = new UnknownRiverMessages(
                api, setAside, deadLetters, setAsideFacts, timing.unknownKept(), changes(TOLD), timer, workers);
    }

    public NatsAdapter adapter() {
        Executor workers = resources.workers();
        Clock clock = resources.clock();
        PortPublisher sender = new PortPublisher(publisher, settings.publishBudget());
        MonitoringMeshMembers members = new MonitoringMeshMembers(settings.monitorUrl());
        NatsFleet fleet = new NatsFleet(sidecar, settings.machines());
        JetStreamApi quick = api.within(sooner(settings.requestTimeout()));
        return new NatsAdapter(
                sidecar,
                new NatsWind(sidecar, workers),
                new NatsRiver(sender, consumers, unknown, new AskedPatternReader(api, clock)),
                new NatsLeaves(api, sender, consumers),
                new NatsHumus(api, sender, consumers),
                new NatsSoil(api, soilPublisher, resources),
                new NatsEntityLeaves(api, consumers),
                new NatsEntityHumus(api, entityPublisher, consumers),
                new NatsDeadLetters(api, publisher, settings.publishBudget()),
                new NatsStreamPlans(api, settings.replicas(), cluster, fleet, settings.streamLimits()),
                new NatsForestBackup(
                        api, clock, settings.replicas().on(settings.machines()), () -> NatsFleet.isAnyNodeRunning(api)),
                new NatsStreamSnapshot(api, resources, setAsideFacts),
                new JetStreamStorageProbe(quick, provisioner, cluster::metaLeader, changes(TOLD), clock),
                new NodePipelineProbe(quick, consumers, unknown, changes(SEEN)),
                cluster,
                new MonitoringServerView(monitor, sidecar::connectedServer, ForestStreamLayout.NAMES, clock),
                fleet,
                operator -> new NatsMeshControl(api, members, operator),
                new NatsLifecycle(sidecar, publisher, provisioner, unknown, consumers));
    }

    /** For one who asks. */
    private StreamChangeDetector changes(Duration most) {
        return new StreamChangeDetector(monitor, sidecar::connectedServer, most);
    }

    /** What is asked once a second must not wait for long: a question that went nowhere hides that there is a leader again. */
    private static Duration sooner(Duration timeout) {
        return timeout.compareTo(PROBE_TIMEOUT) < 0 ? timeout : PROBE_TIMEOUT;
    }

    private void allowBatches(StreamInfo stream) {
        publisher.allowBatches(stream.name(), stream.allowsAtomic());
        switch (stream.name()) {
            case ForestStreamLayout.SOIL -> soilPublisher.allowBatches(stream.allowsAtomic());
            case ForestStreamLayout.HUMUS -> entityPublisher.allowBatches(stream.allowsAtomic());
            default -> {}
        }
    }

    private MeshSize meshSize() {
        if (settings.singleNode()) {
            return MeshSize.ALONE;
        }
        ClusterFacts facts = cluster.view();
        int expected = facts.expected();
        return new MeshSize(facts.problem().isEmpty() ? 1 + facts.connected().size() : expected, expected);
    }
}
