package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.ports.execution.SerialTaskQueue;
import io.nats.client.Connection;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands each new connection to one who depends on it: one at a time, and only the newest when several wait. Any thread. */
final class NewConnectionNotifier {
    private final Consumer<Connection> action;
    private final SerialTaskQueue tasks;
    private final AtomicReference<@Nullable Connection> newest = new AtomicReference<>();

    NewConnectionNotifier(Consumer<Connection> action, Executor workers) {
        this.action = action;
        this.tasks = new SerialTaskQueue(workers, "a listener to new connections");
    }

    void offer(Connection connection) {
        newest.set(connection);
        tasks.add(this::passOn);
    }

    private void passOn() {
        Connection connection = newest.getAndSet(null);
        if (connection != null) {
            action.accept(connection);
        }
    }
}
