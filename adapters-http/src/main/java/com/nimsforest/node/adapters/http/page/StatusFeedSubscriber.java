package com.nimsforest.node.adapters.http.page;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One page that is told of the forest. Any thread; none ever waits for it: whoever reads slowly misses what is between
 * two statuses, and nothing else.
 */
final class StatusFeedSubscriber implements WriteListener {
    private final String address;
    private final ServletOutputStream out;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private Optional<StatusFeedSnapshot> next;
    private boolean open;
    private boolean greeted;
    private boolean unflushed;
    private long changesSeen;

    StatusFeedSubscriber(String address, ServletOutputStream out, Optional<StatusFeedSnapshot> first) {
        this.address = address;
        this.out = out;
        this.next = first;
    }

    /** Where it is watched from. */
    String address() {
        return address;
    }

    /** Begins to tell; what comes back is done when nobody listens any more. */
    CompletableFuture<Void> watch() {
        out.setWriteListener(this);
        return gone;
    }

    synchronized void offer(StatusFeedSnapshot frame) {
        next = Optional.of(frame);
        write();
    }

    void end() {
        gone.complete(null);
    }

    @Override
    public synchronized void onWritePossible() {
        open = true;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    private void write() {
        try {
            while (open && !gone.isDone() && out.isReady()) {
                if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else if (next.isPresent()) {
                    out.write(bytes(next.get()));
                    next = Optional.empty();
                    unflushed = true;
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException left) {
            end();
        }
    }

    private byte[] bytes(StatusFeedSnapshot frame) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!greeted) {
            bytes.writeBytes(frame.rates().get());
        }
        if (!greeted || changesSeen != frame.changesSoFar()) {
            bytes.writeBytes(frame.changes());
        }
        bytes.writeBytes(frame.status());
        greeted = true;
        changesSeen = frame.changesSoFar();
        return bytes.toByteArray();
    }
}
