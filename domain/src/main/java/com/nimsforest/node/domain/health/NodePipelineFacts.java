package com.nimsforest.node.domain.health;

import com.nimsforest.node.domain.handler.FailingMessage;
import java.util.List;

/**
 * The path through the forest as it runs on this node.
 *
 * @param deadLetters how many messages lie in the dead letters
 * @param problems what does not run, such as plug-ins that did not load
 * @param failing the messages that failed on this node and will be tried again, the oldest first
 */
public record NodePipelineFacts(
        List<String> trees,
        List<String> nims,
        List<ConsumerFacts> consumers,
        long deadLetters,
        List<HealthFinding> problems,
        List<FailingMessage> failing) {
    /** One in which no message fails. */
    public NodePipelineFacts(
            List<String> trees,
            List<String> nims,
            List<ConsumerFacts> consumers,
            long deadLetters,
            List<HealthFinding> problems) {
        this(trees, nims, consumers, deadLetters, problems, List.of());
    }

    public NodePipelineFacts {
        trees = List.copyOf(trees);
        nims = List.copyOf(nims);
        consumers = judged(consumers, failing);
        problems = List.copyOf(problems);
        failing = List.copyOf(failing);
    }

    /** A consumer whose messages are all listed as failing waits for their next attempts, and does not stall. */
    private static List<ConsumerFacts> judged(List<ConsumerFacts> consumers, List<FailingMessage> failing) {
        return consumers.stream()
                .map(consumer -> consumer.judgedBy(failing.stream()
                        .filter(message -> message.isOf(consumer.stream(), consumer.name()))
                        .count()))
                .toList();
    }
}
