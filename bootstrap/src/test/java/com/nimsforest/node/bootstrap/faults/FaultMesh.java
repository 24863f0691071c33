package com.nimsforest.node.bootstrap.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.nimsforest.node.bootstrap.lab.drill.EventSender;
import com.nimsforest.node.domain.health.HealthStatus;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Three machines or one, each with a node beside it, and one observingNode. For one thread. */
final class FaultMesh implements AutoCloseable {
    /**
     * What a mesh is made of.
     *
     * @param version of nats-server
     * @param syncAlways whether the servers write to the disk before they acknowledge, where they can
     * @param terrain where they run
     * @param diskMegabytes how large the disk is that each machine has of its own; 0 for none
     * @param mistake what is done wrong
     * @param machines three, or one that stands alone
     * @param batches whether the streams take atomic batches
     */
    record Kind(
            String version,
            boolean syncAlways,
            ServerHosting.Sort hosting,
            int diskMegabytes,
            InjectedMistake mistake,
            int machines,
            boolean batches) {
        /** Ours: each server syncs, and all run on the loopback address. */
        static Kind of(String version) {
            return new Kind(
                    version, true, ServerHosting.Sort.LOOPBACK, 0, InjectedMistake.NONE, ServerHosting.SIZE, false);
        }

        Kind in(ServerHosting.Sort other) {
            return new Kind(version, syncAlways, other, diskMegabytes, mistake, machines, batches);
        }

        Kind withDisks() {
            return new Kind(version, syncAlways, hosting, DISK_MEGABYTES, mistake, machines, batches);
        }

        Kind with(InjectedMistake made) {
            return new Kind(version, syncAlways, hosting, diskMegabytes, made, machines, batches);
        }

        Kind syncDefault() {
            return new Kind(version, false, hosting, diskMegabytes, mistake, machines, batches);
        }

        Kind inBatches() {
            return new Kind(version, syncAlways, hosting, diskMegabytes, mistake, machines, true);
        }

        Kind alone() {
            return new Kind(version, syncAlways, hosting, diskMegabytes, mistake, 1, batches);
        }
    }

    static final Duration WHOLE = Duration.ofSeconds(120);
    private static final int DISK_MEGABYTES = 96;
    private static final List<String> BATCHED = List.of("RIVER", "LEAVES", "HUMUS", "KV_SOIL");
    private static final long LOOKED_AT = 5_000;

    private final ServerHosting hosting;
    private final Kind kind;
    private final List<MeshMachine> machines = new ArrayList<>();
    private final List<LoopDisk> disks = new ArrayList<>();
    private final List<RestartableNode> seats = new ArrayList<>();
    private HarnessNode observingNode;
    private String isolatedName = "";
    private long isolatedSince;
    private long isolatedUntil;

    private FaultMesh(Kind kind) {
        this.kind = kind;
        this.hosting = kind.hosting().make(kind.version());
    }

    static FaultMesh start(Kind kind) {
        FaultMesh mesh = new FaultMesh(kind);
        try {
            mesh.startMesh();
            return mesh;
        } catch (RuntimeException failure) {
            mesh.close();
            throw failure;
        }
    }

    private void startMesh() {
        List<ServerHosting.Place> places = hosting.places().subList(0, kind.machines());
        for (int k = 0; k < places.size(); k++) {
            ServerControl server = hosting.server(k, store(k));
            machines.add(new MeshMachine(k, places, server, kind.version(), kind.syncAlways()));
        }
        machines.forEach(MeshMachine::launch);
        machines.forEach(machine -> seats.add(new RestartableNode(machine, kind.mistake())));
        seats.forEach(RestartableNode::take);
        observingNode = HarnessNode.observingNode(machines);
        awaitRecovered();
        if (kind.batches()) {
            HarnessWait.holds("the streams take batches", WHOLE, this::allowBatches);
            nodes().forEach(HarnessNode::lookAtStreams);
        }
    }

    private boolean allowBatches() {
        return atLeader(streams -> {
            for (String stream : BATCHED) {
                StreamConfiguration usual = streams.getStreamInfo(stream).getConfiguration();
                streams.updateStream(
                        StreamConfiguration.builder(usual).allowAtomicPublish().build());
            }
            return true;
        });
    }

    /** Whether any of these messages of the stream was sent in a batch; the last ones alone may be what few did at the end. */
    boolean holdsBatches(String stream) {
        return atLeader(streams -> {
            long last = streams.getStreamInfo(stream).getStreamState().getLastSequence();
            for (long sequence = last; sequence > 0; sequence -= 1 + last / LOOKED_AT) {
                if (isBatched(streams, stream, sequence)) {
                    return true;
                }
            }
            return false;
        });
    }

    private interface StreamQuestion {
        boolean ask(JetStreamManagement streams) throws IOException, JetStreamApiException;
    }

    /** False, too, when it is not answered now. */
    private boolean atLeader(StreamQuestion question) {
        try (Connection connection = Nats.connect(leader().url())) {
            return question.ask(connection.jetStreamManagement());
        } catch (IOException | JetStreamApiException notNow) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean isBatched(JetStreamManagement streams, String stream, long sequence) throws IOException {
        try {
            Headers headers = streams.getMessage(stream, sequence).getHeaders();
            return headers != null && headers.containsKey(NatsJetStreamConstants.NATS_BATCH_ID_HDR);
        } catch (JetStreamApiException replaced) {
            return false;
        }
    }

    private Path store(int k) {
        if (kind.diskMegabytes() == 0) {
            return hosting.folder().resolve("store-" + (k + 1));
        }
        LoopDisk disk = LoopDisk.make(hosting.folder(), "disk-" + (k + 1), kind.diskMegabytes());
        disks.add(disk);
        return disk.path().resolve("store");
    }

    Kind kind() {
        return kind;
    }

    List<MeshMachine> machines() {
        return List.copyOf(machines);
    }

    MeshMachine machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no machine '" + name + "'"));
    }

    LoopDisk disk(MeshMachine machine) {
        return disks.get(machines.indexOf(machine));
    }

    /** Stops the machine as its units do: the node first, then the server. */
    void stop(MeshMachine machine) {
        leave(machine);
        machine.stop();
    }

    /** Stops the node beside the machine. */
    void leave(MeshMachine machine) {
        seats.get(machines.indexOf(machine)).leave();
    }

    /** Starts the machine as its units do: the server, then the node. */
    void start(MeshMachine machine) {
        machine.launch();
        enter(machine);
    }

    /** Starts a node beside the machine. */
    void enter(MeshMachine machine) {
        seats.get(machines.indexOf(machine)).take();
    }

    private List<HarnessNode> nodes() {
        return seats.stream().flatMap(seat -> seat.node().stream()).toList();
    }

    /** Where a caller may send its events. */
    List<EventSender> senders() {
        return List.copyOf(seats);
    }

    HarnessNode observingNode() {
        return observingNode;
    }

    /** The machine that leads the river now. */
    MeshMachine leader() {
        if (machines.size() == 1) {
            return machines.get(0);
        }
        String[] found = {""};
        HarnessWait.holds("the river has a leader", WHOLE, () -> {
            found[0] = observingNode.leader("RIVER");
            return !found[0].isEmpty();
        });
        return machine(found[0]);
    }

    /** The two machines that do not lead the river now. */
    List<MeshMachine> followers() {
        MeshMachine leader = leader();
        return machines.stream().filter(machine -> machine != leader).toList();
    }

    /** From now on, until healed, this machine hears nothing from the others; nor do they from it, if told so. */
    void cut(MeshMachine machine, boolean bothDirections) {
        isolatedName = machine.name();
        hosting.cut(machines.indexOf(machine), bothDirections);
        isolatedSince = System.nanoTime();
    }

    /** What was cut off last, in a time that began at the given one of {@link System#nanoTime}. */
    IsolationPeriod isolation(long beginning) {
        return new IsolationPeriod(
                isolatedName, Duration.ofNanos(isolatedSince - beginning), Duration.ofNanos(isolatedUntil - beginning));
    }

    void heal(MeshMachine machine) {
        isolatedUntil = System.nanoTime();
        hosting.heal(machines.indexOf(machine));
    }

    /** The others no longer wait for this machine, and what it held moves. */
    void forget(String name) {
        HarnessWait.holds(
                "the others forget " + name,
                WHOLE,
                () -> machines.stream().anyMatch(machine -> !machine.name().equals(name) && machine.forget(name)));
    }

    /**
     * Every node sees every stream, and has seen all its copies up to date once since now: under load the slowest is a few
     * messages behind at nearly every instant.
     */
    void awaitRecovered() {
        Map<HarnessNode, Set<String>> caughtUp = new HashMap<>();
        List<HarnessNode> nodes = nodes();
        nodes.forEach(node -> caughtUp.put(node, new HashSet<>()));
        HarnessWait.holds(
                "every node sees all copies up to date",
                WHOLE,
                () -> nodes.stream()
                        .allMatch(node -> node.sees(caughtUp.get(node))
                                && caughtUp.get(node).size() >= HarnessNode.STREAMS));
    }

    /** Whether no node tells of any problem. */
    boolean everyNodeIsUp() {
        return nodes().stream().allMatch(node -> node.status() == HealthStatus.UP);
    }

    /** What each machine holds of each stream: first, last and count. Alike on all when nothing flows. */
    List<List<String>> copies() {
        return machines.stream().map(StreamReplicaReader::of).toList();
    }

    /** Writes down what each server says of its streams and consumers, and its log, to be read when a promise was broken. */
    void describe(Path file) {
        try {
            for (MeshMachine machine : machines) {
                String said = machine.ask("/jsz?streams=true&consumers=true&config=true");
                Files.writeString(file, machine.name() + " " + said + "\n" + machine.log() + "\n", CREATE, APPEND);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        seats.forEach(RestartableNode::leave);
        if (observingNode != null) {
            observingNode.close();
        }
        machines.forEach(MeshMachine::close);
        disks.forEach(LoopDisk::close);
        hosting.close();
    }
}
