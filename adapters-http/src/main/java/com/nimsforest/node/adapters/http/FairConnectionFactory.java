package com.nimsforest.node.adapters.http;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Has requests worked on by two groups of threads: the first few connections of each address by one, all others by the other. So no
 * address can keep all threads of the first one busy, and the probes and posts of others find one that is free. Any thread.
 */
final class FairConnectionFactory extends HttpConnectionFactory {
    private static final int FEW = 4;

    private final SlowConnectionCloser connections;
    private final Executor forFew;
    private final Executor forMany;

    /**
     * Knows the threads.
     *
     * @param connections those that are open
     * @param forFew for callers with few connections
     * @param forMany for what callers with many connections send over the others
     */
    FairConnectionFactory(
            HttpConfiguration configuration, SlowConnectionCloser connections, Executor forFew, Executor forMany) {
        super(configuration);
        this.connections = connections;
        this.forFew = forFew;
        this.forMany = forMany;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        Executor threads = connections.openFrom(endPoint) < FEW ? forFew : forMany;
        return configure(new FairConnection(getHttpConfiguration(), connector, endPoint, threads), connector, endPoint);
    }

    private static final class FairConnection extends HttpConnection {
        private final Executor threads;

        FairConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint, Executor threads) {
            super(configuration, connector, endPoint);
            this.threads = threads;
        }

        @Override
        public void onFillable() {
            try {
                threads.execute(new ReadTask(super::onFillable, this));
            } catch (RejectedExecutionException stopping) {
                close();
            }
        }
    }

    /** Closed instead of run when the threads end. */
    private record ReadTask(Runnable read, Connection connection) implements Runnable, Closeable {
        @Override
        public void run() {
            read.run();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
