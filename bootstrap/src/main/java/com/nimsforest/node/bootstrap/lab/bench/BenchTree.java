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

/**
 * One leaf of each river data, with the same content.
 *
 * @param river the subject of the river data
 * @param leaf the subject of the leaves
 */
record BenchTree(Token name, Subject river, Subject leaf) implements Tree {
    /** The tree of the path that is compared with the client library. */
    static final BenchTree OF_THE_PATH = of("bench");

    static BenchTree of(String name) {
        return new BenchTree(Token.of(name), Subject.of("river." + name + ".path"), Subject.of(name + "-forest.leaf"));
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return Set.of(SubjectPattern.of(river.value()));
    }

    @Override
    public Harvest parse(RiverData data) {
        JsonPayload content = JsonPayload.of(data.data().text());
        return Harvest.of(new Leaf(leaf, content, name.value(), data.time()));
    }
}
