package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that a caller wants in the river, and what is to come of it: told here apart from the trees and nims.
 *
 * @param leaves how many leaves the tree makes of it
 * @param composts how many composts the keeper makes of each leaf
 * @param echoed whether the echo answers each leaf with a leaf and a compost of its own
 * @param entities how many entities there are
 */
record SimulationEvent(String id, Kind kind, int leaves, int composts, boolean echoed, int entities) {
    /** What becomes of it. */
    enum Kind {
        /** Known to the trees of every node. */
        WORK,
        /** Known to the trees of some nodes only. */
        RARE,
        /** No tree knows it. */
        STRANGER,
        /** Its tree cannot read it. */
        UNREADABLE,
        /** Its tree throws each time. */
        CURSED,
        /** Its nim throws each time. */
        HAUNTED
    }

    MessageId messageId() {
        return new MessageId(id);
    }

    Subject subject() {
        return Subject.of("river." + kind.name().toLowerCase(Locale.ROOT) + "." + id);
    }

    /** All that the tree and the nims go by. */
    RawPayload data() {
        return RawPayload.ofText(leaves + " " + composts + " " + echoed + " " + entities);
    }

    List<SimulationEffect> effects() {
        List<SimulationEffect> effects = new ArrayList<>();
        for (int leaf = 0; isWork() && leaf < leaves; leaf++) {
            for (int n = 0; n < composts; n++) {
                effects.add(effect("keeper/word." + id + "." + leaf + "/" + n));
            }
            if (echoed) {
                effects.add(effect("echo/word." + id + "." + leaf + "/0"));
                effects.add(effect("keeper/echo." + id + "." + leaf + "/0"));
            }
        }
        return effects;
    }

    /** What entity nims count of it, in the order of its leaves. */
    List<String> marks() {
        List<String> marks = new ArrayList<>();
        for (int leaf = 0; isWork() && leaf < leaves; leaf++) {
            marks.add("word." + id + "." + leaf);
        }
        return marks;
    }

    private boolean isWork() {
        return kind == Kind.WORK || kind == Kind.RARE;
    }

    private SimulationEffect effect(String mark) {
        return new SimulationEffect(mark, entities);
    }

    /** Who gives up on it and what it is then called: {@code <consumer> <subject>}. */
    List<String> deadLetters() {
        return switch (kind) {
            case UNREADABLE, CURSED -> List.of("trees " + subject());
            case HAUNTED -> List.of("nim-keeper haunted." + id + ".0");
            case WORK, RARE, STRANGER -> List.of();
        };
    }
}
