package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.faults.NumberWorkload.ListingNim;
import com.nimsforest.node.bootstrap.faults.NumberWorkload.NumberNim;
import com.nimsforest.node.bootstrap.faults.NumberWorkload.NumberTree;
import com.nimsforest.node.bootstrap.lab.drill.EventSender;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.NimLeafDispatcher;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import com.nimsforest.node.ports.usecase.NodePipeline;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.audit.AuditPorts;
import com.nimsforest.node.ports.usecase.audit.SoilAudit;
import com.nimsforest.node.ports.usecase.audit.SoilAuditReport;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node is made of, beside one server: the product's parts with the harness's business. Or a process of it. */
final class HarnessNode implements EventSender, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HarnessNode.class);
    static final int STREAMS = 5;
    private static final int MOST_WAIT_SECONDS = 3;

    private final String name;
    private final NodeThreads threads = new NodeThreads();
    private final NatsAdapter forest;
    private final NodePipeline pipeline;
    private final NodeHealthService health;
    private final int machines;

    private HarnessNode(String name, NatsSettings settings, boolean works, InjectedMistake mistake) {
        this.name = name;
        this.machines = 1 + settings.peers().size();
        this.forest =
                NatsAdapter.create(settings, Clock.systemUTC(), threads.timer(), threads.nats(), NodeMetrics.none());
        List<NumberNim> nims = works ? List.of(new NumberNim()) : List.of();
        List<Tree> trees = works ? List.of(mistake.of(new NumberTree())) : List.of();
        PluginInvoker invoker = new PluginInvoker(threads.plugins(), threads.timer(), PluginCallJournal.none());
        this.pipeline = new NodePipeline(
                        new NimLeafDispatcher(
                                forest.leaves(),
                                forest.humus(),
                                forest.soil(),
                                forest.wind(),
                                List.copyOf(nims),
                                invoker,
                                NodeMetrics.none()),
                        new Decomposer(forest.humus(), mistake.of(forest.soil()), NodeMetrics.none()),
                        new TreeInputDispatcher(forest.river(), forest.leaves(), trees, invoker, NodeMetrics.none()))
                .with(
                        entityNims(invoker),
                        new EntityLeafAnnouncer(forest.entityHumus(), forest.leaves(), NodeMetrics.none()));
        this.health = new NodeHealthService(
                        new NodeHealthService.Identity(name, "harness", List.of(), List.of(), List.of()),
                        forest.sidecar(),
                        forest.storage(),
                        forest.cluster(),
                        forest.pipeline(),
                        Clock.systemUTC())
                .alsoTelling(invoker::problems);
    }

    private EntityNimDispatcher entityNims(PluginInvoker invoker) {
        return new EntityNimDispatcher(
                forest.entityLeaves(),
                forest.entityHumus(),
                forest.humus(),
                forest.soil(),
                new NatsEntityStateCodec(),
                List.of(new ListingNim()),
                invoker,
                threads.timer(),
                Clock.systemUTC(),
                NodeMetrics.none());
    }

    /** A whole node beside the machine. */
    static HarnessNode beside(MeshMachine machine, InjectedMistake mistake) {
        NatsSettings settings = settings(List.of(machine.url()), machine.monitor(), machine.peers());
        HarnessNode node = new HarnessNode(machine.name(), settings, true, mistake);
        node.begin(true);
        return node;
    }

    /** One that only takes events in and looks, with an address for each machine: it does none of the work. */
    static HarnessNode observingNode(List<MeshMachine> machines) {
        List<String> servers = machines.stream().map(MeshMachine::url).toList();
        MeshMachine first = machines.get(0);
        HarnessNode node = new HarnessNode(
                "onlooker", settings(servers, first.monitor(), first.peers()), false, InjectedMistake.NONE);
        node.begin(false);
        return node;
    }

    private static NatsSettings settings(List<String> servers, URI monitor, List<String> peers) {
        return NatsSettings.builder(servers.toArray(String[]::new))
                .firstConnect(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, Duration.ofMillis(100)))
                .reconnectWait(Duration.ofMillis(250))
                .publishBudget(Duration.ofSeconds(10))
                .monitorUrl(monitor)
                .peers(peers)
                .build();
    }

    private void begin(boolean works) {
        forest.connect();
        if (works) {
            forest.provision();
            pipeline.start();
        }
    }

    NatsAdapter forest() {
        return forest;
    }

    /** Whether every stream is there; those whose copies are all up to date just now are added to what has caught up. */
    boolean sees(Set<String> caughtUp) {
        JetStreamFacts facts = forest.storage().probe();
        facts.streams().stream()
                .filter(stream -> stream.usable() && stream.current() >= machines && stream.desired() == machines)
                .forEach(stream -> caughtUp.add(stream.name()));
        return facts.available() && facts.streams().size() >= STREAMS;
    }

    /** What its health says now; asks the servers. */
    HealthStatus status() {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
        return health.report().status();
    }

    /** To go by what the streams allow now. */
    void lookAtStreams() {
        forest.provision();
    }

    String leader(String stream) {
        return forest.storage().probe().streams().stream()
                .filter(found -> found.name().equals(stream))
                .map(found -> found.leader())
                .findFirst()
                .orElse("");
    }

    /** Holds the soil against the humus once no compost is on its way, or that has lasted too long. */
    SoilAuditReport audit(Duration patience, Consumer<String> differences) {
        SoilAudit.Listener listener = new SoilAudit.Listener() {
            @Override
            public void progress(int percent) {}

            @Override
            public void found(SoilAuditFinding finding, boolean repaired) {
                differences.accept(finding.line());
            }
        };
        AuditPorts ports = new AuditPorts(
                forest.snapshot(), forest.humus(), forest.soil(), forest.storage(), forest.pipeline(), value -> true);
        return new SoilAudit(ports, HarnessWait::passes, patience, listener).run(false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean send(long number, String id) throws InterruptedException {
        String text = id.replaceAll("\\?.*", "");
        RiverData data = new RiverData(
                NumberWorkload.RIVER, RawPayload.ofText(text), Clock.systemUTC().instant());
        try {
            forest.river()
                    .flow(new MessageId(id), data)
                    .whenComplete((receipt, refused) -> completed(id, refused))
                    .toCompletableFuture()
                    .get(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException unanswered) {
            return false;
        }
    }

    private void completed(String id, @Nullable Throwable refused) {
        if (refused != null) {
            LOG.info("{} is not taken by {}: {}", id, name, refused.getMessage());
        }
    }

    @Override
    public void close() {
        pipeline.stop();
        forest.close();
        try {
            threads.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works beside the server at the first address, until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        NatsSettings settings =
                settings(List.of(arguments[0]), URI.create(arguments[1]), List.of(arguments[2].split(",")));
        new HarnessNode("child", settings, true, InjectedMistake.valueOf(arguments[3])).begin(true);
        System.out.println("working");
        Thread.currentThread().join();
    }
}
