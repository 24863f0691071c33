package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.List;

/** What came of one tree's attempt at river data, and what follows for the data when several trees tried. */
record TreeParseOutcome(Kind kind, int leaves, String reason) {
    enum Kind {
        KEPT,
        UNREADABLE,
        FAILED
    }

    static TreeParseOutcome kept(int leaves) {
        return new TreeParseOutcome(Kind.KEPT, leaves, "");
    }

    static TreeParseOutcome unreadable(Tree tree, String reason) {
        return new TreeParseOutcome(Kind.UNREADABLE, 0, "tree " + tree.name() + " cannot read it: " + reason);
    }

    static TreeParseOutcome failed(Tree tree, Throwable failure) {
        return new TreeParseOutcome(Kind.FAILED, 0, "tree " + tree.name() + " failed: " + failure);
    }

    /**
     * A tree that failed may do better later. Data that a tree cannot read is a dead letter, unless another tree on the
     * same subject made leaves of it: then it was meant for that one.
     */
    static Verdict verdict(List<TreeParseOutcome> outcomes) {
        for (TreeParseOutcome outcome : outcomes) {
            if (outcome.kind == Kind.FAILED) {
                return Verdict.retry(outcome.reason);
            }
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.leaves > 0)) {
            return Verdict.done();
        }
        return outcomes.stream()
                .filter(outcome -> outcome.kind == Kind.UNREADABLE)
                .findFirst()
                .map(outcome -> Verdict.reject(outcome.reason))
                .orElse(Verdict.done());
    }
}
