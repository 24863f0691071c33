package com.nimsforest.node.domain.health;

import java.util.LinkedHashMap;
import java.util.Map;

/** The facts of each component as health shows them, by name. */
final class ComponentDetails {
    private ComponentDetails() {}

    static Map<String, Object> of(HealthComponent component, NodeHealthFacts facts) {
        return switch (component) {
            case NATS -> nats(facts.connection());
            case JETSTREAM -> jetStream(facts);
            case CLUSTER -> cluster(facts.cluster(), facts.storage());
            case PIPELINE -> pipeline(facts.pipeline());
        };
    }

    private static Map<String, Object> nats(ConnectionFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", facts.state().name());
        details.put("url", facts.url());
        details.put("server", facts.server());
        details.put("serverVersion", facts.serverVersion());
        details.put("since", facts.since());
        details.put("reconnects", facts.reconnects());
        facts.roundTrip().ifPresent(rtt -> details.put("rtt", rtt));
        return details;
    }

    private static Map<String, Object> jetStream(NodeHealthFacts node) {
        JetStreamFacts facts = node.storage();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("available", node.connection().isConnected() && facts.available());
        details.put("metaLeader", facts.metaLeader());
        details.put(
                "streams",
                facts.streams().stream().map(ComponentDetails::stream).toList());
        details.put(
                "diverged",
                node.divergences().stream().map(ReplicaDivergence::stream).toList());
        return details;
    }

    private static Map<String, Object> stream(StreamFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", facts.name());
        details.put("replicas", facts.replicas());
        details.put("desired", facts.desired());
        details.put("current", facts.current());
        details.put("leader", facts.leader());
        details.put("messages", facts.messages());
        return details;
    }

    private static Map<String, Object> cluster(ClusterFacts facts, JetStreamFacts storage) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("mode", facts.isSingleNode() ? "single node" : "mesh");
        details.put("name", facts.name());
        details.put("expected", facts.expected());
        details.put("connected", facts.connected());
        details.put("missing", facts.missing());
        details.put("quorum", facts.quorum());
        facts.mayStillBeLost(storage).ifPresent(spare -> details.put("mayStillBeLost", Math.max(0, spare)));
        return details;
    }

    private static Map<String, Object> pipeline(NodePipelineFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("trees", facts.trees());
        details.put("nims", facts.nims());
        details.put(
                "consumers",
                facts.consumers().stream().map(ComponentDetails::consumer).toList());
        details.put("deadLetters", facts.deadLetters());
        return details;
    }

    private static Map<String, Object> consumer(ConsumerFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("stream", facts.stream());
        details.put("name", facts.name());
        details.put("pending", facts.pending());
        details.put("unacknowledged", facts.unacknowledged());
        details.put("redelivered", facts.redelivered());
        facts.oldest().ifPresent(oldest -> details.put("oldest", oldest));
        details.put("stalled", facts.stalled());
        return details;
    }
}
