package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.List;

/**
 * What came of one tree's attempt at river data, and what follows for the data when several trees tried.
 *
 * @param verdict what follows for this tree alone
 */
record TreeParseOutcome(Kind kind, Token tree, int leaves, Verdict verdict) {
    enum Kind {
        KEPT,
        UNREADABLE,
        FAILED
    }

    static TreeParseOutcome kept(Token tree, int leaves) {
        return new TreeParseOutcome(Kind.KEPT, tree, leaves, Verdict.done());
    }

    static TreeParseOutcome unreadable(Token tree, String reason) {
        return new TreeParseOutcome(
                Kind.UNREADABLE, tree, 0, Verdict.reject(List.of(tree), "tree " + tree + " cannot read it: " + reason));
    }

    /** One that may do better later, or one that is not tried again. */
    static TreeParseOutcome failed(Token tree, Verdict verdict) {
        return verdict.kind() == Verdict.Kind.REJECT
                ? new TreeParseOutcome(Kind.UNREADABLE, tree, 0, Verdict.reject(List.of(tree), verdict.reason()))
                : new TreeParseOutcome(Kind.FAILED, tree, 0, verdict);
    }

    /**
     * What becomes of river data that several trees tried. Those that failed get it again, alone. Data that a tree cannot
     * read is a dead letter, unless another tree on the same subject made leaves of it: then it was meant for that one.
     */
    static Verdict verdict(List<TreeParseOutcome> outcomes) {
        List<TreeParseOutcome> failed = of(Kind.FAILED, outcomes);
        if (!failed.isEmpty()) {
            return Verdict.setAside(trees(failed), failed.get(0).verdict.reason());
        }
        List<TreeParseOutcome> unreadable = of(Kind.UNREADABLE, outcomes);
        boolean harvested = outcomes.stream().anyMatch(outcome -> outcome.leaves > 0);
        return harvested || unreadable.isEmpty()
                ? Verdict.done()
                : Verdict.reject(trees(unreadable), unreadable.get(0).verdict.reason());
    }

    private static List<TreeParseOutcome> of(Kind kind, List<TreeParseOutcome> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.kind == kind).toList();
    }

    private static List<Token> trees(List<TreeParseOutcome> outcomes) {
        return outcomes.stream().map(TreeParseOutcome::tree).toList();
    }
}
