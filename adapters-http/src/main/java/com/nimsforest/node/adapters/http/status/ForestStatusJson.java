package com.nimsforest.node.adapters.http.status;

import com.nimsforest.node.adapters.http.answer.JsonFieldBuilder;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusProblem;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.domain.status.ReportedFailingMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forest's status as {@code docs/STATUS.md} describes it: maps, lists, texts and numbers for any JSON library. */
public final class ForestStatusJson {
    private static final int MOST_FAILING = 100;

    private ForestStatusJson() {}

    /** @param now what ages are counted from */
    public static Map<String, Object> of(ForestStatus status, Instant now) {
        HealthReport health = status.health();
        return head(status, now)
                .put("ready", health.ready())
                .put("problems", problems(status.problems()))
                .put("cluster", cluster(status))
                .put(
                        "members",
                        status.members().stream().map(ForestStatusJson::member).toList())
                .put(
                        "streams",
                        status.storage().streams().stream()
                                .map(stream -> stream(stream, status.difference(stream.name())))
                                .toList())
                .put(
                        "consumers",
                        status.pipeline().consumers().stream()
                                .map(consumer -> consumer(consumer, now))
                                .toList())
                .put(
                        "failing",
                        status.failing().stream()
                                .limit(MOST_FAILING)
                                .map(reported -> failing(reported, now))
                                .toList())
                .put("deadLetters", status.pipeline().deadLetters())
                .put(
                        "nodes",
                        status.nodes().stream().map(node -> node(node, now)).toList())
                .done();
    }

    private static JsonFieldBuilder head(ForestStatus status, Instant now) {
        return new JsonFieldBuilder()
                .put("status", status.status().name())
                .put("summary", status.summary())
                .put("node", status.health().node())
                .put("version", status.health().version())
                .time("at", status.health().at())
                .age("ageSeconds", status.health().at(), now);
    }

    private static List<Map<String, Object>> problems(List<ForestStatusProblem> problems) {
        return problems.stream()
                .map(problem -> new JsonFieldBuilder()
                        .put("kind", problem.finding().kind().word())
                        .put("about", problem.finding().names())
                        .put("facts", problem.finding().texts())
                        .put("where", problem.where().word())
                        .put("status", problem.status().name())
                        .time("since", problem.since())
                        .put("reason", problem.reason())
                        .put("hint", problem.hint())
                        .put(
                                "consequences",
                                problem.consequences().stream()
                                        .map(HealthFinding::reason)
                                        .toList())
                        .put("runbook", problem.runbook())
                        .put("node", problem.node())
                        .done())
                .toList();
    }

    private static Map<String, Object> cluster(ForestStatus status) {
        ClusterFacts cluster = status.cluster();
        return new JsonFieldBuilder()
                .text("name", cluster.name())
                .put("expected", cluster.expected())
                .put("connected", cluster.connected().size() + 1)
                .put("missing", cluster.missing())
                .put("quorum", cluster.quorum())
                .text("metaLeader", status.storage().metaLeader())
                .put("outlook", status.outlook())
                .done();
    }

    private static Map<String, Object> member(MachineStatus member) {
        JsonFieldBuilder fields = new JsonFieldBuilder()
                .put("name", member.name())
                .put("present", member.present())
                .put("self", member.self())
                .put("metaLeader", member.metaLeader());
        member.server().ifPresent(server -> server(fields, server));
        return fields.seconds("roundTripSeconds", member.roundTrip()).done();
    }

    private static void server(JsonFieldBuilder fields, NatsServerFacts server) {
        fields.put("version", server.version())
                .seconds("uptimeSeconds", Optional.of(server.uptime()))
                .put("memoryBytes", server.memory())
                .put("storedBytes", server.stored())
                .put("storableBytes", server.storable())
                .put("routes", server.routes())
                .time("certificateExpires", server.certificateExpires());
    }

    private static Map<String, Object> stream(StreamFacts stream, Optional<String> difference) {
        return new JsonFieldBuilder()
                .put("name", stream.name())
                .text("leader", stream.leader())
                .put("replicas", stream.replicas())
                .put("desired", stream.desired())
                .put("current", stream.current())
                .put("messages", stream.messages())
                .put("diverged", difference.isPresent())
                .text("difference", difference.orElse(""))
                .text(
                        "problem",
                        stream.problems().stream().map(HealthFinding::reason).collect(Collectors.joining("; ")))
                .put(
                        "peers",
                        stream.peers().stream().map(ForestStatusJson::peer).toList())
                .done();
    }

    private static Map<String, Object> peer(StreamReplicaFacts peer) {
        return new JsonFieldBuilder()
                .put("server", peer.server())
                .put("current", peer.current())
                .put("offline", peer.offline())
                .put("lag", peer.lag())
                .done();
    }

    private static Map<String, Object> consumer(ConsumerFacts consumer, Instant now) {
        JsonFieldBuilder fields = new JsonFieldBuilder()
                .put("stream", consumer.stream())
                .put("name", consumer.name())
                .put("pending", consumer.pending())
                .put("unacknowledged", consumer.unacknowledged())
                .put("redelivered", consumer.redelivered());
        consumer.oldest().ifPresent(oldest -> fields.age("oldestSeconds", oldest, now));
        return fields.put("stalled", consumer.stalled())
                .text("waits", consumer.waits())
                .done();
    }

    private static Map<String, Object> failing(ReportedFailingMessage reported, Instant now) {
        FailingMessage message = reported.message();
        return new JsonFieldBuilder()
                .put("handler", message.handler())
                .put("stream", message.stream())
                .put("seq", message.sequence())
                .put("subject", message.subject())
                .put("error", message.error())
                .put("attempt", message.attempt())
                .put("attempts", message.attempts())
                .time("since", message.since())
                .age("ageSeconds", message.since(), now)
                .time("next", message.next())
                .put("node", reported.node())
                .done();
    }

    private static Map<String, Object> node(NodeStatusReport node, Instant now) {
        HealthReport health = node.health();
        JsonFieldBuilder fields = new JsonFieldBuilder()
                .put("name", health.node())
                .put("process", node.process())
                .put("version", health.version())
                .put("status", health.status().name())
                .put("ready", health.ready())
                .time("at", health.at())
                .age("ageSeconds", health.at(), now);
        node.server().ifPresent(server -> fields.put("server", server.name()));
        return fields.put("problems", problems(node.problems())).done();
    }
}
