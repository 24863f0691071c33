package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import java.util.Set;

/** One entity of each leaf, with the same content. */
final class BenchNim implements Nim {
    private static final Token NAME = Token.of("bench");

    @Override
    public Token name() {
        return NAME;
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return Set.of(SubjectPattern.of(BenchTree.LEAF.value()));
    }

    @Override
    public void on(Leaf leaf, Forest forest) {
        EntityKey entity = EntityKey.of("bench-path-" + BenchPayload.number(leaf.data()));
        forest.compost(CompostAction.CREATE, entity, leaf.data());
    }
}
