package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Optional;
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
    public Subscription observe(DeliveryHandler<RiverData> handler) {
        SubjectPatternSet all = new SubjectPatternSet(List.of(RiverSubjects.ALL));
        return forest.join(
                servers.river(),
                "trees",
                all,
                HandlerVerdicts.decoding(message -> FakeWireFormat.riverData(message.body()), handler));
    }
}
