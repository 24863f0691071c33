package com.nimsforest.node.domain.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the facts of the path through the forest mean. */
final class PipelineHealthRules {
    private static final double MOST_OF_ITS_TIME = 0.8;

    private PipelineHealthRules() {}

    static HealthFinding finding(NodeHealthFacts node) {
        NodePipelineFacts facts = node.pipeline();
        List<String> problems = problems(node);
        HealthStatus status = problems.isEmpty() ? HealthStatus.UP : HealthStatus.DEGRADED;
        String hint = problems.isEmpty() ? "" : "the node's log says more";
        return new HealthFinding(
                HealthComponent.PIPELINE, status, node.at(), String.join("; ", problems), hint, details(facts));
    }

    private static List<String> problems(NodeHealthFacts node) {
        List<String> problems = new ArrayList<>(node.pipeline().problems());
        List<ConsumerFacts> consumers = node.pipeline().consumers();
        consumers.stream()
                .filter(consumer -> !consumer.waits().isEmpty())
                .forEach(waiting -> problems.add("consumer " + waiting.name() + " waits: " + waiting.waits()));
        consumers.stream()
                .filter(ConsumerFacts::stalled)
                .forEach(stalled -> problems.add("consumer " + stalled.name() + " is stalled"));
        consumers.forEach(consumer -> nearlyAgedOut(node, consumer).ifPresent(problems::add));
        return problems;
    }

    /** The stream drops what is too old, whether it had its effect or not. */
    private static Optional<String> nearlyAgedOut(NodeHealthFacts node, ConsumerFacts consumer) {
        Duration keeps = node.storage().streams().stream()
                .filter(stream -> stream.name().equals(consumer.stream()))
                .map(StreamFacts::keeps)
                .findFirst()
                .orElse(Duration.ZERO);
        double used = consumer.shareOf(keeps, node.at());
        return used <= MOST_OF_ITS_TIME
                ? Optional.empty()
                : Optional.of("consumer " + consumer.name() + " is late: its oldest message has used "
                        + (int) (used * 100) + " % of the time that " + consumer.stream() + " keeps it");
    }

    private static Map<String, Object> details(NodePipelineFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("trees", facts.trees());
        details.put("nims", facts.nims());
        details.put(
                "consumers",
                facts.consumers().stream().map(PipelineHealthRules::consumer).toList());
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
