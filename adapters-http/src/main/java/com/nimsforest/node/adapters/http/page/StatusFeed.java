package com.nimsforest.node.adapters.http.page;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.answer.HttpProblem;
import com.nimsforest.node.adapters.http.metrics.MicrometerNodeMetrics;
import com.nimsforest.node.ports.driving.NodeStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever watches how the forest is, once a second, by server-sent events. It looks at the view that the node has
 * anyway, so nobody asks NATS more because somebody watches. {@link #start} and {@link #close} once each, any thread.
 */
public final class StatusFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFeed.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int PLACES = 32;

    private final NodeStatus status;
    private final BearerTokenCheck token;
    private final MicrometerNodeMetrics instruments;
    private final DelayedExecutor later;
    private final Clock clock;
    private final StatusFeedHistory memory = new StatusFeedHistory();
    private final Set<StatusFeedSubscriber> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public StatusFeed(
            NodeStatus status,
            BearerTokenCheck token,
            MicrometerNodeMetrics instruments,
            DelayedExecutor later,
            Clock clock) {
        this.status = requireNonNull(status, "status");
        this.token = requireNonNull(token, "token");
        this.instruments = requireNonNull(instruments, "instruments");
        this.later = requireNonNull(later, "later");
        this.clock = requireNonNull(clock, "clock");
    }

    public void register(RoutesConfig routes) {
        routes.get("/events", this::watch);
    }

    /** Looks now, and then every second; what changes while nobody watches is remembered. */
    public void start() {
        if (closed) {
            return;
        }
        try {
            refresh().ifPresent(frame -> watchers.forEach(watcher -> watcher.offer(frame)));
        } catch (Throwable failure) {
            LOG.warn("reading the status failed", failure);
        } finally {
            later.run(this::start, PERIOD);
        }
    }

    private synchronized Optional<StatusFeedSnapshot> refresh() {
        memory.take(status.status(), instruments.passages());
        return watchers.isEmpty() ? Optional.empty() : frame();
    }

    private synchronized Optional<StatusFeedSnapshot> frame() {
        return memory.statusEvent(clock.instant())
                .map(event -> new StatusFeedSnapshot(event, memory.changesEvent(), memory.changesSoFar(), this::rates));
    }

    private synchronized byte[] rates() {
        return memory.ratesEvent();
    }

    private void watch(Context request) throws IOException {
        token.checkTrusted(request);
        if (closed || !hasPlace(request.ip())) {
            throw HttpProblem.later("too many watch the forest here", "watch another node, or come back soon")
                    .asException();
        }
        // Asked of a proxy: to hand on what comes as it comes.
        request.contentType("text/event-stream; charset=utf-8").header("X-Accel-Buffering", "no");
        StatusFeedSubscriber watcher =
                new StatusFeedSubscriber(request.ip(), request.res().getOutputStream(), frame());
        watchers.add(watcher);
        request.future(() -> watcher.watch().whenComplete((left, failure) -> watchers.remove(watcher)));
        if (closed) {
            watcher.end();
        }
    }

    /** Whether there is a place for one more of the address: when all are taken, who has the most gives one up to who has fewer. */
    private boolean hasPlace(String address) {
        if (watchers.size() < PLACES) {
            return true;
        }
        Map<String, List<StatusFeedSubscriber>> places =
                watchers.stream().collect(Collectors.groupingBy(StatusFeedSubscriber::address));
        List<StatusFeedSubscriber> most = Collections.max(places.values(), Comparator.comparingInt(List::size));
        boolean fewer = places.getOrDefault(address, List.of()).size() + 1 < most.size();
        if (fewer) {
            most.get(0).end();
        }
        return fewer;
    }

    /** Lets all watchers go, and takes no more. */
    @Override
    public void close() {
        closed = true;
        watchers.forEach(StatusFeedSubscriber::end);
    }
}
