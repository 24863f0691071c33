package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The river in memory. */
public final class InMemoryRiver implements River {
    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript script = new FaultScript();

    InMemoryRiver(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of {@link #flow}. */
    public FaultScript script() {
        return script;
    }

    @Override
    public CompletionStage<PublishReceipt> flow(MessageId id, RiverData data) {
        String subject = data.subject().value();
        InMemoryMessage message = InMemoryMessage.unsent(subject, Optional.of(id), FakeWireFormat.encode(data));
        return script.play(forest.link(), subject, () -> servers.locked(() -> servers.store(servers.river(), message)));
    }

    @Override
    public Subscription observe(Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
        SubjectPatternSet asked = servers.locked(() -> servers.riverData().ask(patterns));
        return forest.join(servers.river(), "trees", asked, decoding(handler));
    }

    @Override
    public Subscription retry(Token tree, Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
        servers.locked(() -> servers.riverData().appears(tree, patterns));
        SubjectPatternSet own = new SubjectPatternSet(List.of(SubjectPattern.of(InMemorySetAside.filter(tree))));
        return forest.join(servers.setAside(), "tree-" + tree, own, decoding(handler));
    }

    @Override
    public CompletionStage<AskedRiverPatterns> asked() {
        if (!forest.link().isUp()) {
            return CompletableFuture.failedFuture(new SidecarUnavailableException("not connected: asked"));
        }
        return CompletableFuture.completedFuture(new AskedRiverPatterns(
                servers.locked(() -> servers.riverData().asked().patterns())));
    }

    private DeliveryHandler<InMemoryMessage> decoding(DeliveryHandler<RiverData> handler) {
        return HandlerVerdicts.decoding(message -> servers.riverData(message.body()), handler);
    }
}
