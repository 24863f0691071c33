package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.adapters.nats.api.ReplicaInfoParser;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.membership.ServerSighting;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads the server's monitoring port: who is routed to it, and whom its meta group believes to be there. */
public final class MonitoringClusterView implements ClusterView {
    /** Without a leader servers hear of each other when one asks for votes (nats-server, {@code raft.go}: each 4 to 9 s). */
    private static final Duration VOTES = Duration.ofSeconds(9);

    private final MonitoringClient monitor;
    private final Supplier<Optional<ServerInfo>> sidecar;
    private final int expected;
    private final List<String> peers;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    /**
     * @param sidecar the server that the node is connected to; empty while it is not
     * @param expected how many machines there should be, this one included
     * @param peers the addresses of the others, to name those that were never seen
     */
    public MonitoringClusterView(
            MonitoringClient monitor, Supplier<Optional<ServerInfo>> sidecar, int expected, List<String> peers) {
        this.sidecar = sidecar;
        this.monitor = monitor;
        this.expected = expected;
        this.peers = List.copyOf(peers);
    }

    @Override
    public ClusterFacts view() {
        try {
            JsonNode server = monitor.recent("/varz");
            if (!server.has("server_name")) {
                throw new IOException("the answer at /varz is no nats-server's");
            }
            Optional<ServerInfo> own = sidecar.get().filter(connected -> isAnother(connected, server));
            return own.isPresent()
                    ? unseen(ofAnother(own.get(), server))
                    : facts(
                            server,
                            monitor.recentRoutes(),
                            monitor.recent(MonitoringClient.STORAGE).path("meta_cluster"));
        } catch (IOException unreachable) {
            return unseen(
                    HealthFinding.of(ProblemKind.MONITOR_UNREADABLE).with(HealthFact.CAUSE, describe(unreachable)));
        }
    }

    private ClusterFacts unseen(HealthFinding why) {
        return ClusterFacts.unseen("", expected, why.with(HealthFact.URL, monitor.toString()));
    }

    /** Ids are of one run of a server; names are what people give, perhaps twice. */
    static boolean isAnother(ServerInfo connected, JsonNode server) {
        return !server.path("server_id").asString("").equals(connected.getServerId());
    }

    private static HealthFinding ofAnother(ServerInfo connected, JsonNode server) {
        return HealthFinding.about(connected.getServerName(), ProblemKind.MONITOR_OF_OTHER_SERVER)
                .with(
                        HealthFact.SERVER,
                        server.path("server_name").asString("") + " ("
                                + server.path("server_id").asString("") + ")")
                .with(HealthFact.ID, connected.getServerId());
    }

    /** How many machines the meta group of this server has; 1 when it has none, and when it cannot be asked. */
    public static int machines(URI monitor) {
        try {
            return Math.max(
                    1,
                    new MonitoringClient(monitor)
                            .get("/jsz?meta=1")
                            .path("meta_cluster")
                            .path("cluster_size")
                            .asInt(1));
        } catch (IOException unreachable) {
            return 1;
        }
    }

    /** Who leads the meta group; empty on a single server, when nobody does, and when it cannot be asked. */
    public String metaLeader() {
        try {
            return monitor.recent(MonitoringClient.STORAGE)
                    .path("meta_cluster")
                    .path("leader")
                    .asString("");
        } catch (IOException unreachable) {
            return "";
        }
    }

    /** A silently cut peer stays routed for half a minute and more, so the meta group has the last word. */
    private ClusterFacts facts(JsonNode server, JsonNode routes, JsonNode meta) {
        Set<String> connected = new TreeSet<>(routed(routes));
        Set<String> missing = new TreeSet<>();
        meta.path("replicas").forEach(peer -> {
            String name = peer.path("name").asString("");
            if (peer.path("offline").asBoolean(false)) {
                connected.remove(name);
                missing.add(name);
            }
        });
        seen.addAll(connected);
        int size = Math.max(
                isAlone() ? 1 + connected.size() : expected,
                meta.path("cluster_size").asInt(1));
        boolean led = meta.isMissingNode() || !meta.path("leader").asString("").isEmpty();
        boolean quorum = led && (connected.size() + 1) * 2 > size;
        String name = server.path("cluster").path("name").asString("");
        return new ClusterFacts(
                name,
                size,
                List.copyOf(connected),
                named(missing, connected),
                size == 1 || quorum,
                List.of(),
                sightings(server, meta),
                isAlone() && size > 1 ? Optional.of(peersNotSet(name, connected, missing)) : Optional.empty());
    }

    /** As far as the settings say. */
    private boolean isAlone() {
        return expected <= 1;
    }

    private static HealthFinding peersNotSet(String mesh, Set<String> connected, Set<String> missing) {
        return HealthFinding.about(mesh, ProblemKind.PEERS_NOT_SET)
                .with(
                        HealthFact.PEERS,
                        Stream.concat(connected.stream(), missing.stream())
                                .sorted()
                                .toList());
    }

    /**
     * A leader hears of each follower; a follower of its leader alone, and of others at most what is old. Without a leader all
     * are told of: else those who stopped answering before would not be judged any more.
     */
    private static List<ServerSighting> sightings(JsonNode server, JsonNode meta) {
        String own = server.path("server_name").asString("");
        String leader = meta.path("leader").asString("");
        boolean leaderless = leader.isEmpty();
        return StreamSupport.stream(meta.path("replicas").spliterator(), false)
                .filter(peer -> !peer.path("name").asString("").equals(own))
                .map(peer -> new ServerSighting(peer.path("name").asString(""), silence(peer, leaderless)))
                .filter(sighting ->
                        leaderless || leader.equals(own) || sighting.server().equals(leader))
                .toList();
    }

    private static Optional<Duration> silence(JsonNode peer, boolean leaderless) {
        Optional<Duration> silence = ReplicaInfoParser.silence(peer);
        return leaderless
                ? silence.map(heard -> heard.compareTo(VOTES) > 0 ? heard.minus(VOTES) : Duration.ZERO)
                : silence;
    }

    /** The names of the other servers, each once, however many routes there are to it. */
    private static Set<String> routed(JsonNode routes) {
        Set<String> names = new TreeSet<>();
        routes.path("routes")
                .forEach(route -> names.add(route.path("remote_name").asString("")));
        return names;
    }

    /** Who is missing: by the meta group, then by name if it was ever seen, then by address. */
    private List<String> named(Set<String> missing, Set<String> connected) {
        int open = expected - 1 - connected.size();
        List<String> names = new ArrayList<>(missing);
        seen.stream()
                .filter(name -> !connected.contains(name) && !missing.contains(name))
                .limit(Math.max(0, open - names.size()))
                .forEach(names::add);
        int unseen = open - names.size();
        if (unseen >= peers.size()) {
            names.addAll(peers);
        } else if (unseen > 0) {
            names.add(unseen + " of " + String.join(", ", peers));
        }
        return names;
    }

    private static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
