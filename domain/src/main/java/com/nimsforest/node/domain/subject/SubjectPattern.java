package com.nimsforest.node.domain.subject;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Which subjects one listens to: {@code *} stands for one token, a last {@code >} for one or more.
 *
 * <p>Rules: <a href="https://docs.nats.io/nats-concepts/subjects#wildcards">NATS wildcards</a>.
 */
public record SubjectPattern(String value) {
    public SubjectPattern {
        requireNonNull(value, "value");
        SubjectSyntax.check(value, Subject.MAX_LENGTH);
        int rest = SubjectSyntax.split(value).indexOf(SubjectSyntax.REST);
        if (rest >= 0 && rest < SubjectSyntax.split(value).size() - 1) {
            throw new IllegalArgumentException("'>' must be the last token: " + SubjectSyntax.shown(value));
        }
    }

    public static SubjectPattern of(String value) {
        return new SubjectPattern(value);
    }

    public boolean matches(Subject subject) {
        return covers(tokens(), subject.tokens());
    }

    /** Whether every subject that the other pattern matches is matched by this one too. */
    public boolean covers(SubjectPattern other) {
        return covers(tokens(), other.tokens());
    }

    /** Whether some subject is matched by both. */
    public boolean overlaps(SubjectPattern other) {
        List<String> mine = tokens();
        List<String> theirs = other.tokens();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            String a = mine.get(i);
            String b = theirs.get(i);
            if (a.equals(SubjectSyntax.REST) || b.equals(SubjectSyntax.REST)) {
                return true;
            }
            if (!a.equals(b) && !a.equals(SubjectSyntax.ONE) && !b.equals(SubjectSyntax.ONE)) {
                return false;
            }
        }
        return mine.size() == theirs.size();
    }

    /** The narrowest single pattern that covers both. */
    public SubjectPattern widen(SubjectPattern other) {
        List<String> mine = tokens();
        List<String> theirs = other.tokens();
        List<String> wide = new ArrayList<>();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            String a = mine.get(i);
            String b = theirs.get(i);
            if (a.equals(SubjectSyntax.REST) || b.equals(SubjectSyntax.REST)) {
                wide.add(SubjectSyntax.REST);
                return new SubjectPattern(String.join(".", wide));
            }
            wide.add(a.equals(b) ? a : SubjectSyntax.ONE);
        }
        if (mine.size() != theirs.size()) {
            wide.set(wide.size() - 1, SubjectSyntax.REST);
        }
        return new SubjectPattern(String.join(".", wide));
    }

    private List<String> tokens() {
        return SubjectSyntax.split(value);
    }

    private static boolean covers(List<String> wide, List<String> narrow) {
        for (int i = 0; i < wide.size(); i++) {
            if (i >= narrow.size()) {
                return false;
            }
            if (wide.get(i).equals(SubjectSyntax.REST)) {
                return true;
            }
            boolean one =
                    wide.get(i).equals(SubjectSyntax.ONE) && !narrow.get(i).equals(SubjectSyntax.REST);
            if (!one && !wide.get(i).equals(narrow.get(i))) {
                return false;
            }
        }
        return wide.size() == narrow.size();
    }

    @Override
    public String toString() {
        return value;
    }
}
