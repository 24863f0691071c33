package com.nimsforest.node.domain.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import java.util.Optional;

/**
 * An entity whose soil is not what the humus says.
 *
 * @param expected the last word of the humus; empty when it tells nothing of the entity
 */
public record SoilAuditFinding(Kind kind, Optional<HumusEntry> expected, SoilState found) {
    private static final int SHOWN = 160;

    /** What is wrong with it. */
    public enum Kind {
        /** The soil is not as the humus says. */
        DIFFERS,
        /** The last compost has not reached the soil, and is still to be decomposed. */
        UNDER_WAY,
        /** The soil reflects a compost that the humus does not hold: the humus has lost its end. */
        AHEAD
    }

    public SoilAuditFinding {
        requireNonNull(kind, "kind");
        requireNonNull(expected, "expected");
        requireNonNull(found, "found");
    }

    public EntityKey entity() {
        return found.key();
    }

    /** The line for people: {@code entity: expected …, found …}. */
    public String line() {
        String end = switch (kind) {
            case DIFFERS -> "";
            case UNDER_WAY -> "; the compost is still on its way";
            case AHEAD -> "; the humus does not hold what the soil reflects: it has lost its end";
        };
        return entity() + ": expected " + expectedText() + ", found " + foundText() + end;
    }

    /** What the humus says, in words. */
    public String expectedText() {
        if (expected.isEmpty()) {
            return "nothing (the humus tells nothing of it)";
        }
        HumusEntry entry = expected.get();
        String value = entry.compost().action() == CompostAction.DELETE
                ? "nothing"
                : cut(entry.compost().data().text());
        return value + " (" + entry.slot() + ")";
    }

    /** What the soil has, in words. */
    public String foundText() {
        String value = found instanceof SoilEntry entry ? cut(entry.value().text()) : "nothing";
        if (found.revision().value() == 0) {
            return value;
        }
        String source = found.source().sequence() == 0 ? "written by another client" : String.valueOf(found.source());
        return value + " (" + source + ", revision " + found.revision() + ")";
    }

    private static String cut(String text) {
        String line = PrintableText.line(text);
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
