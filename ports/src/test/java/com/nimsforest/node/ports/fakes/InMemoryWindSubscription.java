package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.function.Consumer;

/** One who listens to the wind. */
final class InMemoryWindSubscription implements Subscription {
    private final InMemoryServers servers;
    private final FakeServerLink link;
    private final SubjectPattern pattern;
    private final Consumer<Leaf> listener;
    private final SerialExecutor serial;
    private volatile boolean open = true;

    InMemoryWindSubscription(
            InMemoryServers servers, FakeServerLink link, SubjectPattern pattern, Consumer<Leaf> listener) {
        this.servers = servers;
        this.link = link;
        this.pattern = pattern;
        this.listener = listener;
        this.serial = new SerialExecutor(servers::execute);
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
            listener.accept(FakeWireFormat.leaf(body));
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
