package com.nimsforest.node.adapters.http;

import io.javalin.config.JettyConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The small Jetty below: few threads, bounded connections, an orderly end. */
final class JettyServer {
    private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);
    private static final int THREADS = 16;
    private static final int IDLE_THREADS = 4;
    private static final int READER_THREADS = 8;
    private static final int THREADS_FOR_MANY = 4;
    private static final int CONNECTIONS = 1024;
    private static final int CONNECTIONS_OF_ONE = 256;
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int THREAD_IDLE_MILLIS = 10_000;
    private static final int SHUTDOWN_IDLE_MILLIS = 200;

    private final HttpServerSettings settings;
    private final HttpServerLimits limits;
    private final QueuedThreadPool answering = new QueuedThreadPool(THREADS, IDLE_THREADS, THREAD_IDLE_MILLIS);
    private final QueuedThreadPool forFew = new QueuedThreadPool(THREADS, IDLE_THREADS, THREAD_IDLE_MILLIS);
    private final QueuedThreadPool forMany = new QueuedThreadPool(THREADS_FOR_MANY, 0, THREAD_IDLE_MILLIS);
    private final QueuedThreadPool readers = new QueuedThreadPool(READER_THREADS, 0, THREAD_IDLE_MILLIS);
    private final SlowConnectionCloser connections;
    private final AtomicReference<Server> running = new AtomicReference<>();

    JettyServer(HttpServerSettings settings, HttpServerLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.connections = new SlowConnectionCloser(CONNECTIONS, CONNECTIONS_OF_ONE, limits.head());
        name(answering, "http");
        name(forFew, "http-few");
        name(forMany, "http-many");
        name(readers, "http-soil");
    }

    private static void name(QueuedThreadPool threads, String name) {
        threads.setName(name);
        threads.setReservedThreads(0);
    }

    /** Runs what writes answers. */
    Executor answering() {
        return answering;
    }

    /** Runs what may wait for the soil, so that probes never queue behind it. */
    Executor readers() {
        return readers;
    }

    void configure(JettyConfig config) {
        config.threadPool = answering;
        config.modifyServer(this::prepare);
        config.modifyServletContextHandler(context -> context.setErrorHandler(new JsonErrorHandler()));
        config.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setSendDateHeader(true);
            http.addCustomizer(new RequestHeaderRules(limits.idle()));
        });
        config.addConnector(this::connector);
    }

    private void prepare(Server server) {
        running.set(server);
        server.setErrorHandler(new JsonErrorHandler());
        server.setStopTimeout(limits.stop().toMillis());
        server.insertHandler(new GracefulHandler());
        server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
        List.of(forFew, forMany, readers).forEach(server::addBean);
        server.addBean(new NetworkConnectionLimit(2 * CONNECTIONS, server));
    }

    /** Opens the port here, where it is known which one it is, so that nothing else has to tell of the failure. */
    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(
                server, null, null, null, 1, 1, new FairConnectionFactory(http, connections, forFew, forMany));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.addBean(connections);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        if (new InetSocketAddress(settings.host(), settings.port()).isUnresolved()) {
            throw CannotListenException.of(
                    settings.address(settings.port()), new IOException("the host name is not known"));
        }
        try {
            connector.open();
        } catch (IOException e) {
            throw CannotListenException.of(settings.address(settings.port()), e);
        }
        return connector;
    }

    /** Ends slow connections from now on, and does the other thing, about once a second as long as the server runs. */
    void closeSlowConnections(Runnable other) {
        connections.closeSlow();
        other.run();
        later(() -> closeSlowConnections(other), SWEEP);
    }

    /** Runs the task once, after a while; not at all when the server does not run. */
    void later(Runnable task, Duration delay) {
        Server server = running.get();
        if (server != null) {
            server.getScheduler().schedule(() -> answering.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        Server server = running.getAndSet(null);
        if (server == null) {
            return;
        }
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("requests were aborted by the stop of the HTTP server: {}", e.toString());
        }
    }
}
