package com.nimsforest.node.adapters.http;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.access.ForeignPageCheck;
import com.nimsforest.node.adapters.http.access.OwnHostNames;
import com.nimsforest.node.adapters.http.access.WrongTokenLimiter;
import com.nimsforest.node.adapters.http.answer.HttpJsonMapper;
import com.nimsforest.node.adapters.http.answer.HttpProblem;
import com.nimsforest.node.adapters.http.answer.HttpProblemException;
import com.nimsforest.node.adapters.http.health.HealthEndpoint;
import com.nimsforest.node.adapters.http.metrics.MetricsEndpoint;
import com.nimsforest.node.adapters.http.metrics.MicrometerNodeMetrics;
import com.nimsforest.node.adapters.http.page.StatusFeed;
import com.nimsforest.node.adapters.http.page.StatusPageEndpoint;
import com.nimsforest.node.adapters.http.river.RiverEndpoint;
import com.nimsforest.node.adapters.http.soil.SoilEndpoint;
import com.nimsforest.node.adapters.http.status.ForestStatusEndpoint;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.json.JavalinJackson3;
import io.javalin.util.JavalinLogger;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's HTTP server. {@link #start} and {@link #close} once each, from any thread. */
public final class NodeHttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHttpServer.class);

    private final HttpServerSettings settings;
    private final JettyServer jetty;
    private final RiverEndpoint river;
    private final StatusFeed feed;
    private final Javalin javalin;

    public NodeHttpServer(
            HttpServerSettings settings,
            NodeHealth health,
            NodeStatus status,
            RiverIntake intake,
            SoilView soil,
            MicrometerNodeMetrics instruments) {
        this(
                settings,
                HttpServerLimits.usual(settings.idle()),
                health,
                status,
                intake,
                soil,
                instruments,
                Clock.systemUTC());
    }

    NodeHttpServer(
            HttpServerSettings settings,
            HttpServerLimits limits,
            NodeHealth health,
            NodeStatus status,
            RiverIntake intake,
            SoilView soil,
            MicrometerNodeMetrics instruments,
            Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.jetty = new JettyServer(settings, limits);
        WrongTokenLimiter limiter = new WrongTokenLimiter(() -> instruments.add(Count.HTTP_WRONG_TOKENS));
        BearerTokenCheck token = new BearerTokenCheck(settings.tokens(), settings.isLocal(), limiter);
        HealthEndpoint probes = new HealthEndpoint(health, token, clock);
        ForestStatusEndpoint whole = new ForestStatusEndpoint(status, token, clock);
        MetricsEndpoint metrics = new MetricsEndpoint(instruments, token);
        this.river = new RiverEndpoint(intake, token, settings.maxBody(), limits.patience(), jetty.answering());
        SoilEndpoint soilEndpoint = new SoilEndpoint(soil, token, jetty.readers());
        feed = new StatusFeed(status, token, instruments, jetty::later, clock);
        StatusPageEndpoint page = new StatusPageEndpoint();
        JavalinLogger.startupInfo = false;
        this.javalin = Javalin.create(config -> {
            configure(config);
            if (!settings.tokens().areSet()) {
                ForeignPageCheck pages = new ForeignPageCheck(new OwnHostNames(names(settings), settings.givenNames()));
                config.routes.before(pages::check);
            }
            jetty.configure(config.jetty);
            probes.register(config.routes);
            whole.register(config.routes);
            metrics.register(config.routes);
            river.register(config.routes);
            soilEndpoint.register(config.routes);
            page.register(config.routes);
            feed.register(config.routes);
        });
    }

    private static Set<String> names(HttpServerSettings settings) {
        Set<String> names = new HashSet<>(settings.names());
        names.add(settings.host());
        return names;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        // The value of an entity goes out byte for byte.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.jsonMapper(new JavalinJackson3(HttpJsonMapper.mapper(), false));
        config.routes.before(
                request -> request.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff"));
        problems(config.routes);
    }

    private void problems(RoutesConfig routes) {
        routes.exception(HttpProblemException.class, this::refuse);
        routes.exception(
                NotFoundResponse.class,
                (missing, request) -> HttpProblem.of(
                                404, "nothing here: " + request.path(), "GET / lists what there is")
                        .write(request));
        routes.exception(
                MethodNotAllowedResponse.class,
                (refused, request) -> notAllowed(refused.getDetails().values().stream()
                                .findFirst()
                                .orElse(""))
                        .write(request));
        routes.exception(
                Exception.class, (failure, request) -> HttpProblem.of(failure).write(request));
    }

    private void refuse(HttpProblemException ended, Context request) {
        if (ended.delay().isZero()) {
            ended.problem().write(request);
            return;
        }
        CompletableFuture<Void> due = new CompletableFuture<>();
        jetty.later(() -> due.complete(null), ended.delay());
        request.future(() -> due.thenRun(() -> ended.problem().write(request)));
    }

    private static HttpProblem notAllowed(String methods) {
        return new HttpProblem(405, "this cannot be done here", "allowed: " + methods, Map.of("Allow", methods));
    }

    /**
     * Begins to serve.
     *
     * @throws CannotListenException when the address cannot be had
     */
    public void start() {
        try {
            javalin.start();
            feed.start();
            jetty.closeSlowConnections(river::refuseSlowBodies);
        } catch (RuntimeException e) {
            jetty.stop();
            throw e;
        }
        LOG.info(
                "http serves url=http://{} to look at: /healthz, /status, /metrics; docs/RUNBOOK.md says what to do",
                settings.address(port()));
    }

    /** The port that is served, once started. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, and lets those that run finish, for two seconds at most. Idempotent. */
    @Override
    public void close() {
        feed.close();
        jetty.stop();
    }
}
