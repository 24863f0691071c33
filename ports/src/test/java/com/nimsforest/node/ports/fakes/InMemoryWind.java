package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.util.function.Consumer;

/** The wind between the nodes in memory. */
public final class InMemoryWind implements Wind {
    private final InMemoryServers servers;
    private final FakeServerLink link;

    InMemoryWind(InMemoryServers servers, FakeServerLink link) {
        this.servers = servers;
        this.link = link;
    }

    @Override
    public void drop(Leaf leaf) {
        RawPayload body = FakeWireFormat.encode(leaf);
        String subject = leaf.subject().value();
        InMemoryServers.demandSize(subject, body);
        if (!link.isUp()) {
            throw new SidecarUnavailableException("not connected, so not dropped: " + subject);
        }
        servers.putRaw(subject, body.bytes());
    }

    @Override
    public Subscription catching(SubjectPattern pattern, Consumer<Leaf> listener) {
        InMemoryWindSubscription catcher = new InMemoryWindSubscription(servers, link, pattern, listener);
        servers.locked(() -> servers.add(catcher));
        return catcher;
    }
}
