package com.nimsforest.node.adapters.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Keeps room for the next caller, whoever else holds connections: one more than there is room for, of all callers or of one address,
 * ends the oldest that no request is worked on, and a request whose head does not arrive in time ends its connection. So probes are
 * answered however many connections send a byte now and then. Any thread.
 */
final class SlowConnectionCloser implements Connection.Listener {
    private final int most;
    private final int mostOfOne;
    private final Duration headBound;
    private final Map<Connection, HeadProgress> open = new LinkedHashMap<>();

    /**
     * Watches connections.
     *
     * @param most how many there may be at once
     * @param mostOfOne how many of them may come from one address
     * @param headBound how long the head of a request may take
     */
    SlowConnectionCloser(int most, int mostOfOne, Duration headBound) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.headBound = headBound;
    }

    /** How many connections are open from where this one comes from. */
    int openFrom(EndPoint endPoint) {
        return openFrom(ClientAddress.of(endPoint));
    }

    private synchronized int openFrom(ClientAddress address) {
        return (int) open.values().stream()
                .filter(progress -> progress.from().equals(address))
                .count();
    }

    @Override
    public void onOpened(Connection connection) {
        added(connection).ifPresent(SlowConnectionCloser::end);
    }

    private synchronized Optional<Connection> added(Connection connection) {
        ClientAddress from = ClientAddress.of(connection.getEndPoint());
        open.put(connection, new HeadProgress(from, 0, 0, System.nanoTime()));
        if (openFrom(from) > mostOfOne) {
            return Optional.of(removed(progress -> progress.from().equals(from), connection));
        }
        return open.size() > most
                ? Optional.of(removed(progress -> true, open.keySet().iterator().next()))
                : Optional.empty();
    }

    private Connection removed(Predicate<HeadProgress> wanted, Connection otherwise) {
        Connection oldest = open.entrySet().stream()
                .filter(candidate -> wanted.test(candidate.getValue()) && !isWorkedOn(candidate.getKey()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(otherwise);
        open.remove(oldest);
        return oldest;
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        open.remove(connection);
    }

    /** Ends those whose request has begun, and takes too long to say what it is. To be called about once a second. */
    void closeSlow() {
        late().forEach(SlowConnectionCloser::end);
    }

    private synchronized List<Connection> late() {
        long now = System.nanoTime();
        List<Connection> late = new ArrayList<>();
        open.replaceAll((connection, before) -> {
            HeadProgress progress = before.next(connection, now);
            if (now - progress.since() > headBound.toNanos()) {
                late.add(connection);
            }
            return progress;
        });
        return late;
    }

    private static boolean isWorkedOn(Connection connection) {
        return connection.getMessagesIn() > connection.getMessagesOut();
    }

    private static void end(Connection connection) {
        connection.getEndPoint().close();
    }

    /**
     * How far the head of the next request is.
     *
     * @param from where the connection comes from
     * @param messages how many requests there were before it
     * @param bytes how many bytes had come when it was last known not to have begun
     * @param since when that was, by {@link System#nanoTime()}
     */
    private record HeadProgress(ClientAddress from, long messages, long bytes, long since) {
        HeadProgress next(Connection connection, long now) {
            boolean begun = connection.getMessagesIn() == messages
                    && !isWorkedOn(connection)
                    && connection.getBytesIn() > bytes;
            return begun ? this : new HeadProgress(from, connection.getMessagesIn(), connection.getBytesIn(), now);
        }
    }
}
