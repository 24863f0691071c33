package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.List;

/** What came of one tree's attempt at river data, and what follows for the data when several trees tried. */
record TreeParseOutcome(Kind kind, Token tree, int leaves, String reason) {
    enum Kind {
        KEPT,
        UNREADABLE,
        FAILED
    }

    static TreeParseOutcome kept(Tree tree, int leaves) {
        return new TreeParseOutcome(Kind.KEPT, tree.name(), leaves, "");
    }

    static TreeParseOutcome unreadable(Tree tree, String reason) {
        return new TreeParseOutcome(
                Kind.UNREADABLE, tree.name(), 0, "tree " + tree.name() + " cannot read it: " + reason);
    }

    static TreeParseOutcome failed(Tree tree, Throwable failure) {
        return new TreeParseOutcome(Kind.FAILED, tree.name(), 0, "tree " + tree.name() + " failed: " + failure);
    }

    /**
     * What becomes of river data that several trees tried. Those that failed get it again, alone. Data that a tree cannot
     * read is a dead letter, unless another tree on the same subject made leaves of it: then it was meant for that one.
     */
    static Verdict verdict(List<TreeParseOutcome> outcomes) {
        List<TreeParseOutcome> failed = of(Kind.FAILED, outcomes);
        if (!failed.isEmpty()) {
            return Verdict.setAside(trees(failed), failed.get(0).reason);
        }
        List<TreeParseOutcome> unreadable = of(Kind.UNREADABLE, outcomes);
        boolean harvested = outcomes.stream().anyMatch(outcome -> outcome.leaves > 0);
        return harvested || unreadable.isEmpty()
                ? Verdict.done()
                : Verdict.reject(trees(unreadable), unreadable.get(0).reason);
    }

    /** What becomes of river data that was set aside for this tree. */
    Verdict verdictOfRetry() {
        return switch (kind) {
            case KEPT -> Verdict.done();
            case UNREADABLE -> Verdict.reject(List.of(tree), reason);
            case FAILED -> Verdict.retry(reason);
        };
    }

    private static List<TreeParseOutcome> of(Kind kind, List<TreeParseOutcome> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.kind == kind).toList();
    }

    private static List<Token> trees(List<TreeParseOutcome> outcomes) {
        return outcomes.stream().map(TreeParseOutcome::tree).toList();
    }
}
