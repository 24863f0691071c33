package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Something in the forest that is not as it was.
 *
 * @param at when it was seen
 * @param what in words, such as {@code nats-3 is missing}
 */
public record StatusChange(Instant at, Tone tone, String what) {
    /** What a change means to those who look after the forest. */
    public enum Tone {
        BETTER,
        WORSE,
        OTHER
    }

    public StatusChange {
        requireNonNull(at, "at");
        requireNonNull(tone, "tone");
        requireNonNull(what, "what");
    }

    /** What is not as it was, the most telling first; what several streams or nodes have in common is told once. */
    public static List<StatusChange> between(ForestStatus before, ForestStatus after) {
        Changes changes = new Changes(after.health().at());
        ForestChanges.tell(before, after, changes);
        MachineChanges.tell(before, after, changes);
        StreamChanges.tell(before, after, changes);
        WorkChanges.tell(before, after, changes);
        return changes.told();
    }
}
