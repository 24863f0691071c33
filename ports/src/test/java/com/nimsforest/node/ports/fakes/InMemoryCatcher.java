package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.function.Consumer;

/** One who listens to the wind. */
final class InMemoryCatcher implements Subscription {
    private final InMemoryServers servers;
    private final Link link;
    private final SubjectPattern pattern;
    private final Consumer<Leaf> listener;
    private final Serial serial;
    private volatile boolean open = true;

    InMemoryCatcher(InMemoryServers servers, Link link, SubjectPattern pattern, Consumer<Leaf> listener) {
        this.servers = servers;
        this.link = link;
        this.pattern = pattern;
        this.listener = listener;
        this.serial = new Serial(servers::execute);
    }

    void hear(Subject subject, RawPayload body) {
        if (link.isUp() && pattern.matches(subject)) {
            serial.execute(() -> tell(body));
        }
    }

    private void tell(RawPayload body) {
        if (!open) {
            return;
        }
        try {
            listener.accept(ForestWire.leaf(body));
        } catch (RuntimeException noLeafOrListenersOwn) {
            // Both are passed over: the wind blows on.
        }
    }

    @Override
    public void close() {
        open = false;
        servers.locked(() -> servers.forget(this));
    }
}
