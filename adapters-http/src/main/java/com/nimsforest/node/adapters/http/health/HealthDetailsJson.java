package com.nimsforest.node.adapters.http.health;

import com.nimsforest.node.adapters.http.answer.JsonFieldBuilder;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ReplicaDivergence;
import com.nimsforest.node.domain.health.StreamFacts;
import java.util.Map;

/** The facts of each component as {@code details} of {@code /healthz}. */
final class HealthDetailsJson {
    private HealthDetailsJson() {}

    static Map<String, Object> of(HealthComponent component, NodeHealthFacts facts) {
        return switch (component) {
            case NATS -> nats(facts.connection());
            case JETSTREAM -> jetStream(facts);
            case CLUSTER -> cluster(facts.cluster(), facts.storage());
            case PIPELINE -> pipeline(facts.pipeline());
        };
    }

    private static Map<String, Object> nats(ConnectionFacts facts) {
        JsonFieldBuilder fields = new JsonFieldBuilder()
                .put("state", facts.state().name())
                .put("url", facts.url())
                .put("server", facts.server())
                .put("serverVersion", facts.serverVersion())
                .put("since", facts.since())
                .put("reconnects", facts.reconnects());
        facts.roundTrip().ifPresent(rtt -> fields.put("rtt", rtt));
        return fields.done();
    }

    private static Map<String, Object> jetStream(NodeHealthFacts node) {
        JetStreamFacts facts = node.storage();
        return new JsonFieldBuilder()
                .put("available", node.connection().isConnected() && facts.available())
                .put("metaLeader", facts.metaLeader())
                .put(
                        "streams",
                        facts.streams().stream().map(HealthDetailsJson::stream).toList())
                .put(
                        "diverged",
                        node.divergences().stream()
                                .map(ReplicaDivergence::stream)
                                .toList())
                .done();
    }

    private static Map<String, Object> stream(StreamFacts facts) {
        return new JsonFieldBuilder()
                .put("name", facts.name())
                .put("replicas", facts.replicas())
                .put("desired", facts.desired())
                .put("current", facts.current())
                .put("leader", facts.leader())
                .put("messages", facts.messages())
                .done();
    }

    private static Map<String, Object> cluster(ClusterFacts facts, JetStreamFacts storage) {
        JsonFieldBuilder fields = new JsonFieldBuilder()
                .put("mode", facts.isSingleNode() ? "single node" : "mesh")
                .put("name", facts.name())
                .put("expected", facts.expected())
                .put("connected", facts.connected())
                .put("missing", facts.missing())
                .put("quorum", facts.quorum());
        facts.mayStillBeLost(storage).ifPresent(spare -> fields.put("mayStillBeLost", Math.max(0, spare)));
        return fields.done();
    }

    private static Map<String, Object> pipeline(NodePipelineFacts facts) {
        return new JsonFieldBuilder()
                .put("trees", facts.trees())
                .put("nims", facts.nims())
                .put(
                        "consumers",
                        facts.consumers().stream()
                                .map(HealthDetailsJson::consumer)
                                .toList())
                .put("deadLetters", facts.deadLetters())
                .done();
    }

    private static Map<String, Object> consumer(ConsumerFacts facts) {
        JsonFieldBuilder fields = new JsonFieldBuilder()
                .put("stream", facts.stream())
                .put("name", facts.name())
                .put("pending", facts.pending())
                .put("unacknowledged", facts.unacknowledged())
                .put("redelivered", facts.redelivered());
        facts.oldest().ifPresent(oldest -> fields.put("oldest", oldest));
        return fields.put("stalled", facts.stalled()).done();
    }
}
