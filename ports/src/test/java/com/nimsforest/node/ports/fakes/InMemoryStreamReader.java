package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.driven.Subscription;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads a stream from some place on, in order, without acknowledgement. */
final class InMemoryStreamReader implements Subscription {
    private final InMemoryServers servers;
    private final InMemoryStream stream;
    private final FakeServerLink link;
    private final Predicate<InMemoryMessage> wanted;
    private final Consumer<InMemoryMessage> listener;
    private boolean open = true;
    private boolean scheduled;
    private long cursor;

    InMemoryStreamReader(
            InMemoryServers servers,
            InMemoryStream stream,
            FakeServerLink link,
            Predicate<InMemoryMessage> wanted,
            Consumer<InMemoryMessage> listener) {
        this.servers = servers;
        this.stream = stream;
        this.link = link;
        this.wanted = wanted;
        this.listener = listener;
    }

    boolean isOf(InMemoryStream other) {
        return stream == other;
    }

    void startAfter(long sequence) {
        cursor = sequence;
    }

    /** Under the lock. */
    void wake() {
        if (!scheduled && open && stream.after(cursor).isPresent()) {
            scheduled = true;
            servers.execute(this::readOne);
        }
    }

    private void readOne() {
        Optional<InMemoryMessage> next = servers.locked(() -> {
            Optional<InMemoryMessage> message =
                    open && link.isUp() && servers.isStorageThere() ? stream.after(cursor) : Optional.empty();
            message.ifPresent(found -> cursor = found.sequence());
            scheduled = message.isPresent();
            return message;
        });
        if (next.isPresent()) {
            next.filter(wanted).ifPresent(this::tell);
            servers.execute(this::readOne);
        }
    }

    private void tell(InMemoryMessage message) {
        try {
            listener.accept(message);
        } catch (RuntimeException listenersOwn) {
            // A listener that throws misses this message only.
        }
    }

    @Override
    public void close() {
        servers.locked(() -> {
            open = false;
            servers.forget(this);
        });
    }
}
