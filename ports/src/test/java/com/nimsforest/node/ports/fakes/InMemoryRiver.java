package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.SubjectSet;
import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The river in memory. */
public final class InMemoryRiver implements River {
    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final Script script = new Script();

    InMemoryRiver(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of {@link #flow}. */
    public Script script() {
        return script;
    }

    @Override
    public CompletionStage<Receipt> flow(MessageId id, RiverData data) {
        String subject = data.subject().value();
        StoredMessage message = StoredMessage.unsent(subject, Optional.of(id), ForestWire.encode(data));
        return script.play(forest.link(), subject, () -> servers.locked(() -> servers.store(servers.river(), message)));
    }

    @Override
    public Subscription observe(Handler<RiverData> handler) {
        SubjectSet all = new SubjectSet(List.of(RiverSubjects.ALL));
        return forest.join(
                servers.river(),
                "trees",
                all,
                Verdicts.decoding(message -> ForestWire.riverData(message.body()), handler));
    }
}
