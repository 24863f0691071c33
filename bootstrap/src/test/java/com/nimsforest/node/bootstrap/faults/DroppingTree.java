package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import java.util.Set;

/** A tree that takes every twentieth number for done and makes nothing of it. */
record DroppingTree(Tree tree) implements Tree {
    private static final int ONE_OF = 20;

    @Override
    public Token name() {
        return tree.name();
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return tree.patterns();
    }

    @Override
    public Harvest parse(RiverData data) {
        String id = data.data().text();
        long number = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        return number % ONE_OF == 0 ? Harvest.nothing() : tree.parse(data);
    }
}
