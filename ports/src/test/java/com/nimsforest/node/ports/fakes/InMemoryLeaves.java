package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The leaves that are kept, in memory. */
public final class InMemoryLeaves implements Leaves {
    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript script = new FaultScript();

    InMemoryLeaves(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of {@link #keep}. */
    public FaultScript script() {
        return script;
    }

    @Override
    public CompletionStage<Boolean> keep(MessageId id, Leaf leaf, Optional<LeafOrigin> origin) {
        String subject = leaf.subject().value();
        RawPayload body = FakeWireFormat.encode(leaf);
        return script.play(forest.link(), subject, () -> servers.locked(() -> keepNow(id, subject, body, origin)));
    }

    private boolean keepNow(MessageId id, String subject, RawPayload body, Optional<LeafOrigin> origin) {
        InMemoryServers.demandSize(subject, body);
        boolean kept = servers.leaves().takes(subject);
        if (kept) {
            servers.store(
                    servers.leaves(),
                    InMemoryMessage.unsent(subject, Optional.of(id), body).with(InMemoryHeaders.of(origin)));
        }
        servers.blow(subject, body);
        return kept;
    }

    @Override
    public Subscription gather(Token nim, Set<SubjectPattern> patterns, DeliveryHandler<Leaf> handler) {
        patterns.forEach(pattern -> LeafSubjectRules.objection(pattern).ifPresent(objection -> {
            throw new IllegalArgumentException("leaves of " + pattern + " cannot be kept: " + objection);
        }));
        forest.link().whenUp(() -> servers.locked(() -> servers.leaves().widen(patterns)));
        return forest.join(
                servers.leaves(),
                "nim-" + nim,
                new SubjectPatternSet(List.copyOf(patterns)),
                HandlerVerdicts.decoding(message -> servers.leaf(message.body()), handler));
    }
}
