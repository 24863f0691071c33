package com.nimsforest.node.domain.health;

import static java.util.stream.Collectors.groupingBy;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the facts of the path through the forest mean. */
final class PipelineHealthRules {
    private static final double MOST_OF_ITS_TIME = 0.8;
    /** The streams that drop their oldest keep a week of messages: what is left lasts for days. */
    private static final double MUCH_OF_ITS_ROOM = 0.5;

    /** What is over with the next attempt is listed, and no problem yet. */
    private static final Duration PASSING = Duration.ofSeconds(5);

    private PipelineHealthRules() {}

    static List<HealthFinding> findings(NodeHealthFacts node) {
        List<HealthFinding> findings = new ArrayList<>(node.pipeline().problems());
        List<ConsumerFacts> consumers = node.pipeline().consumers();
        consumers.forEach(consumer -> findings.addAll(consumer.problems()));
        consumers.stream()
                .filter(consumer -> !consumer.waits().isEmpty() && isUnexplained(consumer))
                .forEach(waiting -> findings.add(HealthFinding.about(waiting.name(), ProblemKind.CONSUMER_WAITING)
                        .with(HealthFact.CAUSE, waiting.waits())));
        consumers.stream().filter(ConsumerFacts::stalled).forEach(stalled -> findings.add(stalled(node, stalled)));
        consumers.forEach(consumer -> nearlyAgedOut(node, consumer).ifPresent(findings::add));
        consumers.forEach(consumer -> nearlyDropped(node, consumer).ifPresent(findings::add));
        findings.addAll(failing(node.pipeline().failing(), node.at()));
        return findings;
    }

    /** What was removed is no reason to wait. */
    private static boolean isUnexplained(ConsumerFacts waiting) {
        return waiting.problems().stream().allMatch(problem -> problem.kind() == ProblemKind.MESSAGES_REMOVED);
    }

    private static HealthFinding stalled(NodeHealthFacts node, ConsumerFacts consumer) {
        String age = consumer.oldest()
                .map(stored -> Duration.between(stored, node.at()).toSeconds() + " s old")
                .orElse("of unknown age");
        return HealthFinding.about(consumer.name(), ProblemKind.CONSUMER_STALLED)
                .with(HealthFact.STREAM, consumer.stream())
                .with(HealthFact.LEFT, consumer.pending() + consumer.unacknowledged())
                .with(HealthFact.AGE, age);
    }

    /** The stream drops what is too old, whether it had its effect or not. */
    private static Optional<HealthFinding> nearlyAgedOut(NodeHealthFacts node, ConsumerFacts consumer) {
        Duration keeps = stream(node, consumer).map(StreamFacts::keeps).orElse(Duration.ZERO);
        double used = consumer.shareOf(keeps, node.at());
        return used <= MOST_OF_ITS_TIME
                ? Optional.empty()
                : Optional.of(HealthFinding.about(consumer.name(), ProblemKind.CONSUMER_NEARLY_AGED_OUT)
                        .with(HealthFact.PERCENT, (int) (used * 100))
                        .with(HealthFact.STREAM, consumer.stream()));
    }

    /** A full stream drops its oldest message, whether it had its effect or not. */
    private static Optional<HealthFinding> nearlyDropped(NodeHealthFacts node, ConsumerFacts consumer) {
        long left = consumer.pending() + consumer.unacknowledged();
        return stream(node, consumer)
                .filter(stream -> stream.holds() > 0 && left >= stream.holds() * MUCH_OF_ITS_ROOM)
                .map(stream -> HealthFinding.about(consumer.name(), ProblemKind.CONSUMER_NEARLY_DROPPED)
                        .with(HealthFact.LEFT, left)
                        .with(HealthFact.STREAM, stream.name())
                        .with(HealthFact.MOST, stream.holds()));
    }

    private static Optional<StreamFacts> stream(NodeHealthFacts node, ConsumerFacts consumer) {
        return node.storage().streams().stream()
                .filter(stream -> stream.name().equals(consumer.stream()))
                .findFirst();
    }

    /** One problem for each handler. */
    private static List<HealthFinding> failing(List<FailingMessage> failing, Instant at) {
        return failing.stream()
                .filter(message -> message.age(at).compareTo(PASSING) >= 0)
                .collect(groupingBy(FailingMessage::handler, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(PipelineHealthRules::failing)
                .toList();
    }

    private static HealthFinding failing(List<FailingMessage> messages) {
        FailingMessage oldest = messages.get(0);
        return HealthFinding.about(oldest.handler(), ProblemKind.HANDLER_FAILING)
                .with(HealthFact.MESSAGES, CountedNoun.of(messages.size(), "messages"))
                .with(HealthFact.SUBJECT, oldest.subject())
                .with(HealthFact.BEGIN, oldest.since())
                .with(HealthFact.ATTEMPT, oldest.attempt())
                .with(HealthFact.ATTEMPTS, oldest.attempts())
                .with(HealthFact.ERROR, oldest.error());
    }
}
