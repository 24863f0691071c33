package com.nimsforest.node.domain.change;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.status.ForestStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A change of the forest between two statuses.
 *
 * @param at when it was seen
 * @param what in words, such as {@code nats-3 is missing}
 */
public record ForestStatusChange(Instant at, Tone tone, String what) {
    /** What a change means to those who look after the forest. */
    public enum Tone {
        BETTER,
        WORSE,
        OTHER
    }

    public ForestStatusChange {
        requireNonNull(at, "at");
        requireNonNull(tone, "tone");
        requireNonNull(what, "what");
    }

    /** The changes, the most important first; what several streams or nodes have in common is one change. */
    public static List<ForestStatusChange> between(ForestStatus before, ForestStatus after) {
        return NamedChange.sentences(
                after.health().at(),
                Stream.of(
                                ForestStatusChanges.between(before, after),
                                MachineStatusChanges.between(before, after),
                                StreamStatusChanges.between(before, after),
                                PipelineStatusChanges.between(before, after))
                        .flatMap(changes -> changes));
    }
}
