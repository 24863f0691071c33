package com.nimsforest.node.adapters.http;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.NodeHealthRules;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusFacts;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.driving.NodeStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A mesh in which messages flow as time goes by, and whose last machines may be away. Any thread. */
public final class FakeNodeStatus implements NodeStatus {
    private static final List<String> STREAMS = List.of("RIVER", "LEAVES", "HUMUS", "KV_SOIL", "DEADLETTER");
    private static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");

    private final Clock clock;
    private final int machines;
    private volatile int away;
    private volatile Duration age = Duration.ofMillis(300);

    public FakeNodeStatus(Clock clock, int machines) {
        this.clock = clock;
        this.machines = machines;
    }

    /** So many machines are gone from now on. */
    public void lose(int lost) {
        away = lost;
    }

    /** What is told is so old from now on. */
    public void age(Duration value) {
        age = value;
    }

    @Override
    public ForestStatus status() {
        Instant at = clock.instant().minus(age);
        List<String> names =
                IntStream.rangeClosed(1, machines).mapToObj(i -> "nats-" + i).toList();
        List<String> there = names.subList(0, machines - away);
        ClusterFacts cluster = new ClusterFacts(
                "forest",
                machines,
                there.subList(1, there.size()),
                names.subList(there.size(), machines),
                there.size() > machines / 2);
        JetStreamFacts storage = storage(names, there);
        List<MachineStatus> members =
                names.stream().map(name -> member(name, there, at)).toList();
        List<NodeStatusReport> nodes = members.stream()
                .filter(MachineStatus::present)
                .map(member -> new NodeStatusReport(
                        report(member.name(), at, storage, cluster), member.server(), member.roundTrip()))
                .toList();
        return ForestStatus.of(new ForestStatusFacts(
                nodes.get(0).health(), connection("nats-1"), cluster, storage, pipeline(at), members, nodes));
    }

    private static HealthReport report(String node, Instant at, JetStreamFacts storage, ClusterFacts cluster) {
        return NodeHealthRules.report(
                new NodeHealthFacts(node, "0.1.0", at, connection(node), storage, cluster, pipeline(at), List.of()));
    }

    private static ConnectionFacts connection(String server) {
        return new ConnectionFacts(
                ConnectionState.CONNECTED,
                "nats://localhost:4222",
                server,
                "2.15.3",
                BEGIN,
                "connected",
                0,
                Optional.of(Duration.ofNanos(512_000)));
    }

    private JetStreamFacts storage(List<String> names, List<String> there) {
        List<String> holders = names.subList(0, Math.min(3, machines));
        List<StreamReplicaFacts> peers = holders.stream()
                .map(name -> new StreamReplicaFacts(
                        name, there.contains(name), !there.contains(name), there.contains(name) ? 0 : 17))
                .toList();
        int current = (int) holders.stream().filter(there::contains).count();
        String leader = machines == 1 ? "" : "nats-1";
        return JetStreamFacts.available(
                leader,
                STREAMS.stream()
                        .map(name -> new StreamFacts(
                                name, holders.size(), holders.size(), current, leader, 1234, peers, true))
                        .toList());
    }

    private static NodePipelineFacts pipeline(Instant at) {
        return new NodePipelineFacts(
                List.of("payment-tree"),
                List.of("aftersales-nim"),
                List.of(
                        new ConsumerFacts("RIVER", "trees", 5, 2, 1, Optional.of(at.minusSeconds(30)), false, ""),
                        new ConsumerFacts("LEAVES", "nim-aftersales", 0, 1, false),
                        new ConsumerFacts("HUMUS", "soil", 0, 0, false)),
                4,
                List.of());
    }

    private MachineStatus member(String name, List<String> there, Instant at) {
        if (!there.contains(name)) {
            return new MachineStatus(name, false, false, false, Optional.empty(), Optional.empty());
        }
        NatsServerFacts server = new NatsServerFacts(
                name,
                "2.15.3",
                Duration.between(BEGIN, at),
                21_400_000,
                3_100_000,
                10_000_000_000L,
                there.size() - 1,
                copies(Duration.between(BEGIN, at).toMillis()),
                Optional.of(at.plus(Duration.ofDays(90))));
        boolean first = name.equals("nats-1");
        return new MachineStatus(
                name, true, first, first && machines > 1, Optional.of(server), Optional.of(Duration.ofNanos(512_000)));
    }

    /** Waves, and fewer of them the further one is from the source. */
    private static List<StreamReplicaContent> copies(long millis) {
        return IntStream.range(0, STREAMS.size())
                .mapToObj(i -> {
                    double seconds = millis / 1000.0 - i * 4;
                    double wave = 12 * seconds - 90 * Math.cos(seconds / 14);
                    long last = STREAMS.get(i).equals("DEADLETTER") ? 4 : Math.round(Math.max(1, wave / (1 + i * 0.4)));
                    return new StreamReplicaContent(STREAMS.get(i), 1, last, last);
                })
                .toList();
    }
}
