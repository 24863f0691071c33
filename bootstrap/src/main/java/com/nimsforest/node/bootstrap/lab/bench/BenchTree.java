package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import java.util.Set;

/** One leaf of each river data, with the same content. */
final class BenchTree implements Tree {
    static final Subject SUBJECT = Subject.of("river.bench.path");
    static final Subject LEAF = Subject.of("bench-forest.leaf");

    private static final Token NAME = Token.of("bench");

    @Override
    public Token name() {
        return NAME;
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return Set.of(SubjectPattern.of(SUBJECT.value()));
    }

    @Override
    public Harvest parse(RiverData data) {
        JsonPayload content = JsonPayload.of(data.data().text());
        return Harvest.of(new Leaf(LEAF, content, NAME.value(), data.time()));
    }
}
