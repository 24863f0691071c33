package com.nimsforest.node.adapters.nats.monitor;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.ports.driven.operations.ServerView;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads the server's monitoring port: what it is, and its own copy of each of the given streams. Any thread. */
public final class MonitoringServerView implements ServerView {
    private static final Logger LOG = LoggerFactory.getLogger(MonitoringServerView.class);

    private final MonitoringClient monitor;
    private final Supplier<Optional<ServerInfo>> sidecar;
    private final Set<String> streams;
    private final Clock clock;

    /**
     * @param sidecar the server that the node is connected to; empty while it is not
     * @param clock the clock that the server's is compared with
     */
    public MonitoringServerView(
            MonitoringClient monitor, Supplier<Optional<ServerInfo>> sidecar, Set<String> streams, Clock clock) {
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.clock = requireNonNull(clock, "clock");
        this.monitor = requireNonNull(monitor, "monitor");
        this.streams = Set.copyOf(streams);
    }

    @Override
    public Optional<NatsServerFacts> server() {
        try {
            JsonNode server = monitor.recent("/varz");
            if (sidecar.get()
                    .filter(own -> MonitoringClusterView.isAnother(own, server))
                    .isPresent()) {
                return Optional.empty();
            }
            Duration ahead = Duration.between(clock.instant(), time(server.path("now")));
            return Optional.of(facts(server, ahead, monitor.recentRoutes(), monitor.recent(MonitoringClient.STORAGE)));
        } catch (IOException | DateTimeException untold) {
            LOG.debug("the server at {} does not tell of itself: {}", monitor, untold.toString());
            return Optional.empty();
        }
    }

    private NatsServerFacts facts(JsonNode server, Duration ahead, JsonNode routes, JsonNode storage) {
        Duration uptime = Duration.between(time(server.path("start")), time(server.path("now")));
        return new NatsServerFacts(
                server.path("server_name").asString(""),
                server.path("version").asString(""),
                uptime,
                server.path("mem").asLong(0),
                storage.path("storage").asLong(0),
                storage.path("config").path("max_storage").asLong(0),
                routed(routes),
                copies(storage.path("account_details")),
                firstEnd(server),
                ahead);
    }

    private static Instant time(JsonNode text) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.asString(""), Instant::from);
    }

    /** Newer servers keep several routes to each other. */
    private static int routed(JsonNode routes) {
        Set<String> others = new HashSet<>();
        routes.path("routes")
                .forEach(route -> others.add(route.path("remote_id").asString("")));
        return others.size();
    }

    /** A server does not tell whose account is whose: the forest's is the one with the most of its streams. */
    private List<StreamReplicaContent> copies(JsonNode accounts) {
        return children(accounts)
                .sorted(Comparator.comparing(account -> account.path("name").asString("")))
                .map(this::copiesOf)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private List<StreamReplicaContent> copiesOf(JsonNode account) {
        return children(account.path("stream_detail"))
                .filter(stream -> streams.contains(stream.path("name").asString("")))
                .map(stream -> copy(stream.path("name").asString(""), stream.path("state")))
                .sorted(Comparator.comparing(StreamReplicaContent::stream))
                .toList();
    }

    private static StreamReplicaContent copy(String name, JsonNode state) {
        return new StreamReplicaContent(
                name,
                state.path("first_seq").asLong(0),
                state.path("last_seq").asLong(0),
                state.path("messages").asLong(0));
    }

    /** Of the certificates for clients, routes and the like, as far as the server tells: from 2.11 on. */
    private static Optional<Instant> firstEnd(JsonNode server) {
        return server.findValuesAsString("tls_cert_not_after").stream()
                .flatMap(MonitoringServerView::end)
                .min(Comparator.naturalOrder());
    }

    private static Stream<Instant> end(String text) {
        try {
            Instant end = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            return end.isAfter(Instant.EPOCH) ? Stream.of(end) : Stream.empty();
        } catch (DateTimeException none) {
            return Stream.empty();
        }
    }

    private static Stream<JsonNode> children(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
