package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;
import java.util.Collection;
import java.util.List;

/**
 * What a handler says of a delivery, and what becomes of the message.
 *
 * @param reason in words fit for a log and a dead letter; empty when done
 * @param trees which trees could not work on river data; they alone get it again. Empty elsewhere
 */
public record Verdict(Kind kind, String reason, List<Token> trees) {
    /** What becomes of the message. */
    public enum Kind {
        /** All that follows from it is stored: acknowledge. */
        DONE,
        /** The attempt failed: give it again after a growing delay, and make it a dead letter at the tenth failure. */
        RETRY,
        /** Not now, and not the message's fault: give it again after a delay, without counting it as a failure. */
        POSTPONE,
        /** It never will be any good: make it a dead letter now. */
        REJECT,
        /**
         * Only of the river: keep it for the trees that failed, outside of the river, and acknowledge it there, so that it
         * holds up no other; without a tree, until one appears that asks for its subject.
         */
        SET_ASIDE
    }

    private static final Verdict DONE = new Verdict(Kind.DONE, "", List.of());

    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
        trees = List.copyOf(trees);
    }

    public static Verdict done() {
        return DONE;
    }

    public static Verdict retry(String reason) {
        return new Verdict(Kind.RETRY, reason, List.of());
    }

    public static Verdict postpone(String reason) {
        return new Verdict(Kind.POSTPONE, reason, List.of());
    }

    public static Verdict reject(String reason) {
        return new Verdict(Kind.REJECT, reason, List.of());
    }

    /** Rejected by these trees, to which alone the dead letter goes when it is put back. */
    public static Verdict reject(Collection<Token> trees, String reason) {
        return new Verdict(Kind.REJECT, reason, List.copyOf(trees));
    }

    public static Verdict setAside(Collection<Token> trees, String reason) {
        return new Verdict(Kind.SET_ASIDE, reason, List.copyOf(trees));
    }
}
