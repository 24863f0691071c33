package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.subject.Token;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a handler says of a delivery, and what becomes of the message.
 *
 * @param reason in words fit for a log and a dead letter; empty when done
 * @param trees which trees could not work on river data; they alone get it again. Empty elsewhere
 * @param failure who failed and how often the message is tried; empty when that is left to the adapter
 */
public record Verdict(Kind kind, String reason, List<Token> trees, Optional<HandlerFailure> failure) {
    /** What becomes of the message. */
    public enum Kind {
        /** All that follows from it is stored: acknowledge. */
        DONE,
        /** The attempt failed: give it again after a growing delay, and make it a dead letter after the last attempt. */
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

    private static final Verdict DONE = of(Kind.DONE, "", List.of());

    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
        trees = List.copyOf(trees);
        requireNonNull(failure, "failure");
    }

    public static Verdict done() {
        return DONE;
    }

    public static Verdict retry(String reason) {
        return of(Kind.RETRY, reason, List.of());
    }

    /** A failed attempt of a handler that is known by name. */
    public static Verdict failed(HandlerFailure failure) {
        return new Verdict(Kind.RETRY, failure.description(), List.of(), Optional.of(failure));
    }

    public static Verdict postpone(String reason) {
        return of(Kind.POSTPONE, reason, List.of());
    }

    public static Verdict reject(String reason) {
        return of(Kind.REJECT, reason, List.of());
    }

    /** Rejected by these trees, to which alone the dead letter goes when it is put back. */
    public static Verdict reject(Collection<Token> trees, String reason) {
        return of(Kind.REJECT, reason, trees);
    }

    public static Verdict setAside(Collection<Token> trees, String reason) {
        return of(Kind.SET_ASIDE, reason, trees);
    }

    private static Verdict of(Kind kind, String reason, Collection<Token> trees) {
        return new Verdict(kind, reason, List.copyOf(trees), Optional.empty());
    }

    /** What becomes of the message after its last attempt. */
    public Verdict rejected(String why) {
        return new Verdict(Kind.REJECT, why, trees, failure);
    }
}
