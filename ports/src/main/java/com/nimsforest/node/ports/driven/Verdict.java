package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

/**
 * What a handler says of a delivery, and what becomes of the message.
 *
 * @param reason in words fit for a log and a dead letter; empty when done
 */
public record Verdict(Kind kind, String reason) {
    /** What becomes of the message. */
    public enum Kind {
        /** All that follows from it is stored: acknowledge. */
        DONE,
        /** The attempt failed: give it again after a growing delay, and make it a dead letter at the tenth failure. */
        RETRY,
        /** Not now, and not the message's fault: give it again after a delay, without counting it as a failure. */
        POSTPONE,
        /** It never will be any good: make it a dead letter now. */
        REJECT
    }

    private static final Verdict DONE = new Verdict(Kind.DONE, "");

    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
    }

    public static Verdict done() {
        return DONE;
    }

    public static Verdict retry(String reason) {
        return new Verdict(Kind.RETRY, reason);
    }

    public static Verdict postpone(String reason) {
        return new Verdict(Kind.POSTPONE, reason);
    }

    public static Verdict reject(String reason) {
        return new Verdict(Kind.REJECT, reason);
    }
}
