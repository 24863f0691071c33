package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ReplicaFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.Member;
import com.nimsforest.node.domain.status.NodeReport;
import com.nimsforest.node.domain.status.ServerFacts;
import com.nimsforest.node.domain.status.ServerWarnings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is in the forest, in tables that fit a terminal of 80 columns as long as names are short. */
final class StatusTables {
    private static final String UNKNOWN = "-";

    private StatusTables() {}

    static Table members(ForestStatus status, Instant now) {
        boolean certified = status.members().stream()
                .flatMap(member -> member.server().stream())
                .anyMatch(server -> server.certificateExpires().isPresent());
        List<String> headings =
                new ArrayList<>(List.of("MACHINE", "STATE", "SERVER", "UPTIME", "MEMORY", "STORED", "ROUTES", "TRIP"));
        if (certified) {
            headings.add("CERTIFICATE");
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (Member member : status.members()) {
            List<String> cells = member(member);
            if (certified) {
                cells.add(certificate(member, now));
            }
            table.tinted(tint(member, now), cells.toArray());
        }
        return table;
    }

    private static List<String> member(Member member) {
        Optional<ServerFacts> server = member.server();
        return new ArrayList<>(List.of(
                member.name() + (member.self() ? " (this)" : ""),
                member.present() ? member.metaLeader() ? "up, leader" : "up" : "MISSING",
                server.map(ServerFacts::version).orElse(UNKNOWN),
                server.map(facts -> Amounts.time(facts.uptime())).orElse(UNKNOWN),
                server.map(facts -> Amounts.bytes(facts.memory())).orElse(UNKNOWN),
                server.map(facts -> Amounts.bytes(facts.stored()) + "/" + Amounts.bytes(facts.storable()))
                        .orElse(UNKNOWN),
                server.map(facts -> String.valueOf(facts.routes())).orElse(UNKNOWN),
                member.roundTrip().map(Amounts::trip).orElse(UNKNOWN)));
    }

    private static Tint tint(Member member, Instant now) {
        if (!member.present()) {
            return Tint.BAD;
        }
        boolean soon = member.server()
                .flatMap(ServerFacts::certificateExpires)
                .filter(end -> end.isBefore(now.plus(ServerWarnings.RENEWAL)))
                .isPresent();
        return soon ? Tint.WORRYING : Tint.PLAIN;
    }

    private static String certificate(Member member, Instant now) {
        return member.server()
                .flatMap(ServerFacts::certificateExpires)
                .map(end -> end.isBefore(now)
                        ? "EXPIRED"
                        : "for " + Duration.between(now, end).toDays() + " d")
                .orElse(UNKNOWN);
    }

    static Table streams(ForestStatus status) {
        Table table = new Table("STREAM", "LEADER", "CURRENT", "MESSAGES", "REPLICAS");
        for (StreamFacts stream : status.storage().streams()) {
            boolean differs = status.difference(stream.name()).isPresent();
            boolean whole = stream.usable() && stream.current() >= stream.desired() && !differs;
            table.tinted(
                    whole ? Tint.PLAIN : stream.usable() ? Tint.WORRYING : Tint.BAD,
                    stream.name(),
                    stream.leader(),
                    stream.current() + " of " + stream.desired(),
                    stream.messages(),
                    replicas(stream, differs));
        }
        return table;
    }

    /** Each by name, the leader first; those that are as they should be, without a remark. */
    private static String replicas(StreamFacts stream, boolean differs) {
        List<String> parts = new ArrayList<>();
        stream.peers().stream()
                .filter(peer -> peer.server().equals(stream.leader()))
                .forEach(peer -> parts.add(peer(peer)));
        stream.peers().stream()
                .filter(peer -> !peer.server().equals(stream.leader()))
                .forEach(peer -> parts.add(peer(peer)));
        if (stream.replicas() < stream.desired()) {
            parts.add(stream.replicas() == 0 ? "not there" : "only R" + stream.replicas());
        }
        if (differs) {
            parts.add("DIFFER");
        }
        return String.join(", ", parts);
    }

    private static String peer(ReplicaFacts peer) {
        if (peer.offline()) {
            return peer.server() + " OFFLINE";
        }
        if (!peer.current()) {
            return peer.server() + " BEHIND" + (peer.lag() > 0 ? " by " + peer.lag() : "");
        }
        return peer.server();
    }

    static Table consumers(ForestStatus status, Instant now) {
        Table table = new Table("CONSUMER", "STREAM", "PENDING", "IN HAND", "REDELIVERED", "OLDEST", "STATE");
        for (ConsumerFacts consumer : status.pipeline().consumers()) {
            boolean well = !consumer.stalled() && consumer.waits().isEmpty();
            table.tinted(
                    well ? Tint.PLAIN : Tint.WORRYING,
                    withoutEpoch(consumer.name()),
                    consumer.stream(),
                    consumer.pending(),
                    consumer.unacknowledged(),
                    consumer.redelivered(),
                    consumer.oldest()
                            .map(oldest -> Amounts.time(Duration.between(oldest, now)))
                            .orElse(UNKNOWN),
                    consumer.stalled() ? "STALLED" : consumer.waits().isEmpty() ? "works" : "WAITS");
        }
        return table;
    }

    /** The servers know a consumer by the time of its stream, too; people need not read that. */
    private static String withoutEpoch(String name) {
        return name.replaceFirst("-[0-9]{10,}$", "");
    }

    static Table nodes(ForestStatus status, Instant now) {
        Table table = new Table("NODE", "HEALTH", "READY", "VERSION", "ON", "TOLD");
        for (NodeReport node : status.nodes()) {
            HealthReport health = node.health();
            table.tinted(
                    health.ready() ? tint(health) : Tint.BAD,
                    health.node(),
                    health.status(),
                    health.ready() ? "yes" : "NO",
                    health.version(),
                    node.server().map(ServerFacts::name).orElse(UNKNOWN),
                    Amounts.time(Duration.between(health.at(), now)) + " ago");
        }
        return table;
    }

    private static Tint tint(HealthReport health) {
        Tint tint = Tint.of(health.status());
        return tint == Tint.GOOD ? Tint.PLAIN : tint;
    }
}
