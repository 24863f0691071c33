package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.failure.UnknownSubjectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses input that no tree would ever see. What was asked for once stays known, so that only what looks unknown is asked
 * for. When it cannot be known, it is taken. Any thread; never blocks.
 */
public final class RiverSubjectCheck {
    private final River river;
    private volatile AskedRiverPatterns known = AskedRiverPatterns.unknown();

    public RiverSubjectCheck(River river) {
        this.river = river;
    }

    /** Completes when the subject may be taken; fails with {@link UnknownSubjectException} when nobody asks for it. */
    public CompletionStage<Boolean> check(Subject subject) {
        AskedRiverPatterns last = known;
        if (!last.patterns().isEmpty() && last.mayHold(subject)) {
            return CompletableFuture.completedFuture(true);
        }
        return river.asked()
                .exceptionally(unanswered -> AskedRiverPatterns.unknown())
                .thenApply(asked -> {
                    known = asked;
                    if (asked.mayHold(subject)) {
                        return true;
                    }
                    throw refusal(subject, asked);
                });
    }

    private static UnknownSubjectException refusal(Subject subject, AskedRiverPatterns asked) {
        String nearest = asked.nearest(subject).map(SubjectPattern::value).orElse(RiverSubjects.ALL.value());
        return new UnknownSubjectException(
                "no tree has asked for " + subject + " in the last 30 days",
                "nothing was stored; the nearest known subject is " + nearest
                        + "; data for a new tree can be sent once a node has loaded it");
    }
}
