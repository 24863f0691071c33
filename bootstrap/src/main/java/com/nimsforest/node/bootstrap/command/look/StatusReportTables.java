package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.TextColour;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.domain.status.ServerHealthWarnings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is in the forest, in tables that fit a terminal of 80 columns as long as names are short. */
final class StatusReportTables {
    private static final int MOST_FAILING = 20;
    private static final String UNKNOWN = "-";

    private StatusReportTables() {}

    static TextTable members(ForestStatus status, Instant now) {
        boolean certified = status.members().stream()
                .flatMap(member -> member.server().stream())
                .anyMatch(server -> server.certificateExpires().isPresent());
        List<String> headings =
                new ArrayList<>(List.of("MACHINE", "STATE", "SERVER", "UPTIME", "MEMORY", "STORED", "ROUTES", "RTT"));
        if (certified) {
            headings.add("CERTIFICATE");
        }
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (MachineStatus member : status.members()) {
            List<String> cells = member(member);
            if (certified) {
                cells.add(certificate(member, now));
            }
            table.tinted(tint(member, now), cells.toArray());
        }
        return table;
    }

    private static List<String> member(MachineStatus member) {
        Optional<NatsServerFacts> server = member.server();
        return new ArrayList<>(List.of(
                member.name() + (member.self() ? " (this)" : ""),
                member.present() ? member.metaLeader() ? "up, leader" : "up" : "MISSING",
                server.map(NatsServerFacts::version).orElse(UNKNOWN),
                server.map(facts -> HumanReadableUnits.time(facts.uptime())).orElse(UNKNOWN),
                server.map(facts -> HumanReadableUnits.bytes(facts.memory())).orElse(UNKNOWN),
                server.map(facts -> HumanReadableUnits.bytes(facts.stored()) + "/"
                                + HumanReadableUnits.bytes(facts.storable()))
                        .orElse(UNKNOWN),
                server.map(facts -> String.valueOf(facts.routes())).orElse(UNKNOWN),
                member.roundTrip().map(HumanReadableUnits::trip).orElse(UNKNOWN)));
    }

    private static TextColour tint(MachineStatus member, Instant now) {
        if (!member.present()) {
            return TextColour.BAD;
        }
        boolean soon = member.server()
                .flatMap(NatsServerFacts::certificateExpires)
                .filter(end -> end.isBefore(now.plus(ServerHealthWarnings.RENEWAL)))
                .isPresent();
        return soon ? TextColour.WORRYING : TextColour.PLAIN;
    }

    private static String certificate(MachineStatus member, Instant now) {
        return member.server()
                .flatMap(NatsServerFacts::certificateExpires)
                .map(end -> end.isBefore(now)
                        ? "EXPIRED"
                        : "for " + Duration.between(now, end).toDays() + " d")
                .orElse(UNKNOWN);
    }

    static TextTable streams(ForestStatus status) {
        TextTable table = new TextTable("STREAM", "LEADER", "CURRENT", "MESSAGES", "REPLICAS");
        for (StreamFacts stream : status.storage().streams()) {
            boolean differs = status.difference(stream.name()).isPresent();
            boolean whole = stream.usable() && stream.current() >= stream.desired() && !differs;
            table.tinted(
                    whole ? TextColour.PLAIN : stream.usable() ? TextColour.WORRYING : TextColour.BAD,
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

    private static String peer(StreamReplicaFacts peer) {
        if (peer.offline()) {
            return peer.server() + " OFFLINE";
        }
        if (!peer.current()) {
            return peer.server() + " BEHIND" + (peer.lag() > 0 ? " by " + peer.lag() : "");
        }
        return peer.server();
    }

    static TextTable consumers(ForestStatus status, Instant now) {
        TextTable table =
                new TextTable("CONSUMER", "STREAM", "PENDING", "ACK PENDING", "REDELIVERED", "OLDEST", "STATE");
        for (ConsumerFacts consumer : status.pipeline().consumers()) {
            boolean well = !consumer.stalled() && consumer.waits().isEmpty();
            table.tinted(
                    well ? TextColour.PLAIN : TextColour.WORRYING,
                    withoutEpoch(consumer.name()),
                    consumer.stream(),
                    consumer.pending(),
                    consumer.unacknowledged(),
                    consumer.redelivered(),
                    consumer.oldest()
                            .map(oldest -> HumanReadableUnits.time(Duration.between(oldest, now)))
                            .orElse(UNKNOWN),
                    consumer.stalled() ? "STALLED" : consumer.waits().isEmpty() ? "ok" : "WAITING");
        }
        return table;
    }

    static TextTable failing(ForestStatus status, Instant now) {
        TextTable table = new TextTable("FAILING", "SUBJECT", "ATTEMPT", "FOR", "NODE", "ERROR");
        status.failing().stream().limit(MOST_FAILING).forEach(reported -> {
            FailingMessage message = reported.message();
            table.tinted(
                    TextColour.WORRYING,
                    message.handler(),
                    message.subject(),
                    message.attempt() + " of " + message.attempts(),
                    HumanReadableUnits.time(message.age(now)),
                    reported.node(),
                    message.error());
        });
        return table;
    }

    /** The servers know a consumer by the time of its stream, too; people need not read that. */
    private static String withoutEpoch(String name) {
        return name.replaceFirst("-[0-9]{10,}$", "");
    }

    static TextTable nodes(ForestStatus status, Instant now) {
        TextTable table = new TextTable("NODE", "HEALTH", "READY", "VERSION", "SERVER", "LAST REPORT");
        for (NodeStatusReport node : status.nodes()) {
            HealthReport health = node.health();
            table.tinted(
                    health.ready() ? tint(health) : TextColour.BAD,
                    health.node(),
                    health.status(),
                    health.ready() ? "yes" : "NO",
                    health.version(),
                    node.server().map(NatsServerFacts::name).orElse(UNKNOWN),
                    HumanReadableUnits.time(Duration.between(health.at(), now)) + " ago");
        }
        return table;
    }

    private static TextColour tint(HealthReport health) {
        TextColour tint = TextColour.of(health.status());
        return tint == TextColour.GOOD ? TextColour.PLAIN : tint;
    }
}
