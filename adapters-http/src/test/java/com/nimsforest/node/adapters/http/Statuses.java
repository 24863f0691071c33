package com.nimsforest.node.adapters.http;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.PipelineFacts;
import com.nimsforest.node.domain.health.ReplicaFacts;
import com.nimsforest.node.domain.health.StorageFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.Member;
import com.nimsforest.node.domain.status.NodeReport;
import com.nimsforest.node.domain.status.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a node of a mesh of three knows of the forest. */
public final class Statuses {
    public static final Instant EXPIRY = Instant.parse("2027-02-01T00:00:00Z");

    private static final StorageFacts STORAGE =
            new StorageFacts(true, "", "nats-2", List.of(stream("RIVER", "nats-1"), stream("HUMUS", "nats-2")));
    private static final PipelineFacts PIPELINE = new PipelineFacts(
            List.of("payment-tree"),
            List.of("aftersales-nim"),
            List.of(new ConsumerFacts("RIVER", "trees", 5, 2, 1, Optional.of(Reports.AT.minusSeconds(30)), false, "")),
            4,
            List.of());

    private Statuses() {}

    public static ForestStatus healthy() {
        return status(Reports.healthy(), Reports.WHOLE, List.of(here("nats-1"), here("nats-2"), here("nats-3")));
    }

    /** One of three machines is away. */
    public static ForestStatus degraded() {
        ClusterFacts wounded = new ClusterFacts("forest", 3, List.of("nats-2"), List.of("nats-3"), true, "");
        Member away = new Member("nats-3", false, false, false, Optional.empty(), Optional.empty());
        return status(Reports.degraded(), wounded, List.of(here("nats-1"), here("nats-2"), away));
    }

    public static ForestStatus disconnected() {
        return status(Reports.disconnected(), Reports.WHOLE, List.of(here("nats-1"), here("nats-2"), here("nats-3")));
    }

    /** The monitoring port does not answer. */
    public static ForestStatus withoutMonitoring() {
        ClusterFacts unseen = new ClusterFacts("", 3, List.of(), List.of(), false, "it does not answer");
        return status(Reports.healthy(), unseen, List.of(here("nats-1")));
    }

    /** A replica of the river lags, and those of the humus differ. */
    public static ForestStatus wounded() {
        ForestStatus healthy = healthy();
        List<ReplicaFacts> lagging = List.of(
                new ReplicaFacts("nats-1", true, false, 0),
                new ReplicaFacts("nats-2", true, false, 0),
                new ReplicaFacts("nats-3", false, false, 250));
        StreamFacts river = new StreamFacts("RIVER", 3, 3, 2, "nats-1", 12, lagging, true, "");
        return new ForestStatus(
                Reports.diverged(),
                healthy.cluster(),
                new StorageFacts(true, "", "nats-2", List.of(river, stream("HUMUS", "nats-2"))),
                healthy.pipeline(),
                healthy.members(),
                healthy.nodes());
    }

    private static ForestStatus status(HealthReport health, ClusterFacts cluster, List<Member> members) {
        List<NodeReport> nodes = members.stream()
                .filter(Member::present)
                .map(member -> new NodeReport(Reports.of(member.name(), health), member.server(), member.roundTrip()))
                .toList();
        return new ForestStatus(health, cluster, STORAGE, PIPELINE, members, nodes);
    }

    private static StreamFacts stream(String name, String leader) {
        List<ReplicaFacts> peers = List.of(
                new ReplicaFacts("nats-1", true, false, 0),
                new ReplicaFacts("nats-2", true, false, 0),
                new ReplicaFacts("nats-3", true, false, 0));
        return new StreamFacts(name, 3, 3, 3, leader, 12, peers, true, "", Duration.ofMinutes(2));
    }

    private static Member here(String name) {
        ServerFacts server = new ServerFacts(
                name,
                "2.15.2",
                Duration.ofHours(3),
                20_000_000,
                3_000_000,
                10_000_000_000L,
                2,
                List.of(),
                Optional.of(EXPIRY));
        return new Member(
                name,
                true,
                name.equals("nats-1"),
                name.equals("nats-2"),
                Optional.of(server),
                Optional.of(Duration.ofNanos(512_000)));
    }
}
