package com.nimsforest.node.domain.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the facts of the path through the forest mean. */
final class PipelineHealthRules {
    private static final double MOST_OF_ITS_TIME = 0.8;

    private PipelineHealthRules() {}

    static List<HealthFinding> findings(NodeHealthFacts node) {
        List<HealthFinding> findings = new ArrayList<>(node.pipeline().problems());
        List<ConsumerFacts> consumers = node.pipeline().consumers();
        consumers.stream()
                .filter(consumer -> !consumer.waits().isEmpty())
                .forEach(waiting -> findings.add(HealthFinding.about(waiting.name(), ProblemKind.CONSUMER_WAITING)
                        .with("cause", waiting.waits())));
        consumers.stream()
                .filter(ConsumerFacts::stalled)
                .forEach(stalled -> findings.add(HealthFinding.about(stalled.name(), ProblemKind.CONSUMER_STALLED)));
        consumers.forEach(consumer -> nearlyAgedOut(node, consumer).ifPresent(findings::add));
        return findings;
    }

    /** The stream drops what is too old, whether it had its effect or not. */
    private static Optional<HealthFinding> nearlyAgedOut(NodeHealthFacts node, ConsumerFacts consumer) {
        Duration keeps = node.storage().streams().stream()
                .filter(stream -> stream.name().equals(consumer.stream()))
                .map(StreamFacts::keeps)
                .findFirst()
                .orElse(Duration.ZERO);
        double used = consumer.shareOf(keeps, node.at());
        return used <= MOST_OF_ITS_TIME
                ? Optional.empty()
                : Optional.of(HealthFinding.about(consumer.name(), ProblemKind.CONSUMER_NEARLY_AGED_OUT)
                        .with("percent", (int) (used * 100))
                        .with("stream", consumer.stream()));
    }
}
