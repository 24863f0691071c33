package com.nimsforest.node.domain.change;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.status.ForestStatus;
import java.time.Instant;
import java.util.List;

/**
 * Something in the forest that is not as it was.
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

    /** What is not as it was, the most telling first; what several streams or nodes have in common is told once. */
    public static List<ForestStatusChange> between(ForestStatus before, ForestStatus after) {
        StatusChangeCollector changes = new StatusChangeCollector(after.health().at());
        ForestStatusChanges.tell(before, after, changes);
        MachineStatusChanges.tell(before, after, changes);
        StreamStatusChanges.tell(before, after, changes);
        PipelineStatusChanges.tell(before, after, changes);
        return changes.told();
    }
}
