package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.LeafOwnership;
import java.util.List;
import java.util.Set;

/** The leaves of entity nims, in memory. */
public final class InMemoryEntityLeaves implements EntityLeaves {
    private final InMemoryServers servers;
    private final InMemoryForest forest;

    InMemoryEntityLeaves(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    @Override
    public LeafOwnership own(Token nim, Set<SubjectPattern> patterns, EntityLeafHandler handler) {
        patterns.forEach(pattern -> LeafSubjectRules.objection(pattern).ifPresent(objection -> {
            throw new IllegalArgumentException("leaves of " + pattern + " cannot be kept: " + objection);
        }));
        SubjectPatternSet filter = new SubjectPatternSet(List.copyOf(patterns));
        forest.link().whenUp(() -> servers.locked(() -> servers.leaves().widen(patterns)));
        InMemoryOwnedConsumer consumer = servers.locked(() -> servers.owned("entity-" + nim, filter));
        InMemoryOwnership member = new InMemoryOwnership(servers, consumer, forest.link(), handler);
        servers.locked(() -> {
            forest.add(member);
            consumer.join(member);
        });
        return member;
    }
}
