package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.util.ArrayList;
import java.util.List;

/** One node's way to the servers. Any thread. */
final class FakeServerLink {
    private final FakeSidecarConnection sidecar;
    private final List<Runnable> whenUp = new ArrayList<>();
    private volatile boolean crashed;

    FakeServerLink(FakeSidecarConnection sidecar) {
        this.sidecar = sidecar;
        sidecar.onTransition(transition -> {
            if (transition.to() == ConnectionState.CONNECTED) {
                runWaiting();
            }
        });
    }

    boolean isUp() {
        return !crashed && sidecar.isConnected();
    }

    void crash() {
        crashed = true;
    }

    /** Runs the action now, or once when the connection is there. */
    void whenUp(Runnable action) {
        synchronized (this) {
            whenUp.add(action);
        }
        if (isUp()) {
            runWaiting();
        }
    }

    private void runWaiting() {
        List<Runnable> waiting;
        synchronized (this) {
            waiting = List.copyOf(whenUp);
            whenUp.clear();
        }
        waiting.forEach(Runnable::run);
    }
}
