package com.nimsforest.node.domain.health;

import java.util.List;

/**
 * The path through the forest as it runs on this node.
 *
 * @param deadLetters how many messages lie in the dead letters
 * @param problems what does not run, such as plug-ins that did not load
 */
public record NodePipelineFacts(
        List<String> trees,
        List<String> nims,
        List<ConsumerFacts> consumers,
        long deadLetters,
        List<HealthFinding> problems) {
    public NodePipelineFacts {
        trees = List.copyOf(trees);
        nims = List.copyOf(nims);
        consumers = List.copyOf(consumers);
        problems = List.copyOf(problems);
    }
}
