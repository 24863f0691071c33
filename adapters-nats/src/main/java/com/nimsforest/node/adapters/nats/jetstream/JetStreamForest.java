package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.cluster.MonitoringClusterView;
import com.nimsforest.node.adapters.nats.cluster.MonitoringServerView;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.ports.driven.ClusterView;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.PipelineProbe;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.ServerView;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.StorageProbe;
import com.nimsforest.node.ports.driven.Strata;
import com.nimsforest.node.ports.driven.StreamPlans;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.api.ServerInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** All that JetStream keeps for the forest, behind its ports. Safe for any thread. */
public final class JetStreamForest implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Provisioner provisioner;
    private final Consumers consumers;
    private final NatsRiver river;
    private final NatsLeaves leaves;
    private final NatsHumus humus;
    private final NatsSoil soil;
    private final NatsStrata strata;
    private final NatsStreamPlans streamPlans;
    private final NatsDeadLetters deadLetters;
    private final JetStreamProbe storage;
    private final NatsPipelineProbe pipeline;
    private final MonitoringClusterView cluster;
    private final MonitoringServerView server;

    /** Makes the ports; nothing is asked of the servers yet. The executors stay the caller's. */
    public JetStreamForest(
            NatsSidecarConnection sidecar,
            Publisher publisher,
            NatsSettings settings,
            ConsumerTiming timing,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            Instruments instruments) {
        JetStreamApi api = new JetStreamApi(sidecar::require, settings.requestTimeout());
        int goal = goal(settings);
        this.cluster = new MonitoringClusterView(settings.monitorUrl(), settings.machines(), settings.peers(), workers);
        this.server = new MonitoringServerView(settings.monitorUrl(), StreamLayout.NAMES, workers);
        this.provisioner = new Provisioner(
                api, goal, timer, () -> CompletableFuture.supplyAsync(() -> presence(settings, api), workers));
        DeadLetterBox box = new DeadLetterBox(api, publisher, settings.publishBudget(), instruments);
        ConsumerTools tools = new ConsumerTools(api, provisioner, box, timer, workers, instruments, timing, clock);
        Sender sender = new Sender(publisher, settings.publishBudget());
        this.consumers = new Consumers(tools);
        this.river = new NatsRiver(sender, consumers);
        this.leaves = new NatsLeaves(api, sender, consumers);
        this.humus = new NatsHumus(api, sender, consumers);
        this.soil = new NatsSoil(api, tools);
        this.strata = new NatsStrata(api, tools);
        this.streamPlans = new NatsStreamPlans(api, goal);
        this.deadLetters = new NatsDeadLetters(api, publisher, settings.publishBudget());
        JetStreamApi looks = new JetStreamApi(sidecar::require, sooner(settings.requestTimeout()));
        this.storage = new JetStreamProbe(looks, provisioner, goal, cluster::metaLeader);
        this.pipeline = new NatsPipelineProbe(looks, consumers);
    }

    /** What is asked once a second must not wait for long: a question that went nowhere hides that there is a leader again. */
    private static Duration sooner(Duration timeout) {
        return timeout.compareTo(LOOK) < 0 ? timeout : LOOK;
    }

    /** As many as wanted and as there are machines, and never an even number. */
    private static int goal(NatsSettings settings) {
        int most = Math.min(settings.replicas(), settings.machines());
        return most % 2 == 0 ? most - 1 : most;
    }

    private Presence presence(NatsSettings settings, JetStreamApi api) {
        if (settings.singleNode()) {
            return Presence.ALONE;
        }
        ClusterFacts facts = cluster.view();
        int there = 1 + facts.connected().size();
        int machines = settings.machines();
        int seen = facts.problem().isEmpty() ? there : machines;
        try {
            ServerInfo server = api.connection().getServerInfo();
            boolean leads = server.getServerName().equals(cluster.metaLeader());
            return new Presence(seen, machines, leads, ServerAge.isOld(server));
        } catch (SidecarUnavailableException nothingCanBeMade) {
            return new Presence(seen, machines, false, true);
        }
    }

    /** Starts to provide the streams, in the background and for ever. */
    public void provision() {
        provisioner.start();
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

    public Soil soil() {
        return soil;
    }

    public StreamPlans streamPlans() {
        return streamPlans;
    }

    public Strata strata() {
        return strata;
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
        return new ServersPipelineProbe(strata, pipeline);
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
        consumers.close();
    }
}
