package com.nimsforest.node.adapters.nats;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the adapter needs to know; see {@code docs/CONFIGURATION.md}.
 *
 * @param servers where the sidecar listens, as {@code nats://host:port}; a login is for the credentials
 * @param firstConnect how often and at what distance the first connection is tried
 * @param reconnectWait the wait between two attempts to get a lost connection back
 * @param maxReconnects how many such attempts may fail in a row, -1 for any number
 * @param credentials asked at each attempt, so that new ones are taken without a restart
 * @param connectionName how the server's lists show this node
 * @param requestTimeout the bound of each question to the servers
 * @param publishBudget how long one message is sent again for want of an answer
 * @param replicas how many replicas of each stream are wanted in a mesh
 * @param machines how many machines the mesh has; 1 is a single node, whose streams have one copy
 * @param peers the routes of the other machines
 * @param monitorUrl the sidecar's monitoring port
 * @param inboxPrefix prefix of the subjects for replies, without a dot at the end
 * @param jetStreamDomain the JetStream domain whose streams are used; empty for that of the sidecar
 * @param tlsFirst whether the TLS handshake comes before the server's first word, as {@code handshake_first} asks
 * @param streamLimits limits of the streams where the account or the server asks for others than planned
 */
public record NatsSettings(
        List<String> servers,
        ConnectRetrySchedule firstConnect,
        Duration reconnectWait,
        int maxReconnects,
        Supplier<NatsCredentials> credentials,
        String connectionName,
        Duration requestTimeout,
        Duration publishBudget,
        ReplicaGoal replicas,
        int machines,
        List<String> peers,
        URI monitorUrl,
        String inboxPrefix,
        Optional<String> jetStreamDomain,
        boolean tlsFirst,
        StreamLimitSettings streamLimits) {
    public static final int FOREVER = -1;

    private static final Pattern SUBJECT = Pattern.compile("[^\\s.*>]+(\\.[^\\s.*>]+)*");

    public NatsSettings {
        servers = List.copyOf(servers);
        require(!servers.isEmpty(), "servers must name one or more");
        require(servers.stream().noneMatch(server -> server.contains("@")), "servers must hold no login");
        requireNonNull(firstConnect, "firstConnect");
        requireNonNull(credentials, "credentials");
        requireNonNull(connectionName, "connectionName");
        requirePositive(reconnectWait, "reconnectWait");
        requirePositive(requestTimeout, "requestTimeout");
        requirePositive(publishBudget, "publishBudget");
        require(maxReconnects >= FOREVER, "maxReconnects must be 0 or more, or -1 for ever: " + maxReconnects);
        requireNonNull(replicas, "replicas");
        require(machines >= 1, "machines must be 1 or more: " + machines);
        peers = List.copyOf(peers);
        requireNonNull(monitorUrl, "monitorUrl");
        require(
                SUBJECT.matcher(inboxPrefix).matches(),
                "inboxPrefix must be a subject without wildcards: " + inboxPrefix);
        require(
                jetStreamDomain.filter(domain -> domain.contains(".")).isEmpty(),
                "jetStreamDomain must be one word: " + jetStreamDomain);
        requireNonNull(streamLimits, "streamLimits");
    }

    /** A single node beside the server at the address, with the defaults of the specification. */
    public static NatsSettings defaults(String server) {
        return builder(server).build();
    }

    /** Starts with all of these settings. */
    public Builder toBuilder() {
        Builder same = new Builder(servers)
                .firstConnect(firstConnect)
                .reconnectWait(reconnectWait)
                .maxReconnects(maxReconnects)
                .credentials(credentials)
                .connectionName(connectionName)
                .requestTimeout(requestTimeout)
                .publishBudget(publishBudget)
                .replicas(replicas)
                .peers(peers)
                .machines(machines)
                .monitorUrl(monitorUrl);
        return same.inboxPrefix(inboxPrefix)
                .jetStreamDomain(jetStreamDomain)
                .tlsFirst(tlsFirst)
                .streamLimits(streamLimits);
    }

    public static Builder builder(String... servers) {
        return new Builder(List.of(servers));
    }

    /** The addresses with commas between them. */
    public String url() {
        return String.join(",", servers);
    }

    /** What the subjects of the JetStream API begin with, with the dot at the end. */
    public String apiPrefix() {
        return jetStreamDomain.map(domain -> "$JS." + domain + ".API.").orElse("$JS.API.");
    }

    public boolean singleNode() {
        return machines == 1;
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name);
        require(!duration.isNegative() && !duration.isZero(), name + " must be more than 0: " + duration);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Collects settings, from the defaults on. For one thread. */
    public static final class Builder {
        private final List<String> servers;
        private ConnectRetrySchedule firstConnect = new ConnectRetrySchedule(10, Duration.ofSeconds(5));
        private Duration reconnectWait = Duration.ofSeconds(2);
        private int maxReconnects = FOREVER;
        private Supplier<NatsCredentials> credentials = NatsCredentials::none;
        private String connectionName = "nimsforest";
        private Duration requestTimeout = Duration.ofSeconds(2);
        private Duration publishBudget = Duration.ofSeconds(30);
        private ReplicaGoal replicas = ReplicaGoal.auto();
        private int machines = 1;
        private List<String> peers = List.of();
        private URI monitorUrl = URI.create("http://127.0.0.1:8222");
        private String inboxPrefix = "_INBOX";
        private Optional<String> jetStreamDomain = Optional.empty();
        private boolean tlsFirst;
        private StreamLimitSettings streamLimits = StreamLimitSettings.asPlanned();

        private Builder(List<String> servers) {
            this.servers = servers;
        }

        public Builder firstConnect(ConnectRetrySchedule schedule) {
            this.firstConnect = schedule;
            return this;
        }

        public Builder reconnectWait(Duration wait) {
            this.reconnectWait = wait;
            return this;
        }

        public Builder maxReconnects(int attempts) {
            this.maxReconnects = attempts;
            return this;
        }

        public Builder credentials(Supplier<NatsCredentials> supplier) {
            this.credentials = supplier;
            return this;
        }

        public Builder connectionName(String name) {
            this.connectionName = name;
            return this;
        }

        public Builder requestTimeout(Duration timeout) {
            this.requestTimeout = timeout;
            return this;
        }

        public Builder publishBudget(Duration budget) {
            this.publishBudget = budget;
            return this;
        }

        public Builder replicas(ReplicaGoal goal) {
            this.replicas = goal;
            return this;
        }

        /** The routes of the other machines; the mesh is they and this one. */
        public Builder peers(List<String> routes) {
            this.peers = routes;
            this.machines = 1 + routes.size();
            return this;
        }

        public Builder monitorUrl(URI monitor) {
            this.monitorUrl = monitor;
            return this;
        }

        /** How many machines the mesh has, where their routes are not known. */
        public Builder machines(int number) {
            this.machines = number;
            return this;
        }

        public Builder inboxPrefix(String prefix) {
            this.inboxPrefix = prefix;
            return this;
        }

        public Builder jetStreamDomain(Optional<String> domain) {
            this.jetStreamDomain = domain;
            return this;
        }

        public Builder tlsFirst(boolean first) {
            this.tlsFirst = first;
            return this;
        }

        public Builder streamLimits(StreamLimitSettings limits) {
            this.streamLimits = limits;
            return this;
        }

        public NatsSettings build() {
            return new NatsSettings(
                    servers,
                    firstConnect,
                    reconnectWait,
                    maxReconnects,
                    credentials,
                    connectionName,
                    requestTimeout,
                    publishBudget,
                    replicas,
                    machines,
                    peers,
                    monitorUrl,
                    inboxPrefix,
                    jetStreamDomain,
                    tlsFirst,
                    streamLimits);
        }
    }
}
