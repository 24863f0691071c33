package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code STREAM.INFO} says of a stream.
 *
 * @param config all of its configuration: what is changed and written back must lose no field
 * @param firstSequence of the first message; 0 of a stream that never had one
 * @param lastSequence of the last message that it ever had
 * @param leader the server that leads it; empty when none does, and on a server without a cluster
 * @param followers the other servers that have it, as the leader tells
 * @param serverTime the clock of the server that answered: the field {@code ts} of nats-server's StreamInfo
 */
public record StreamInfo(
        ObjectNode config,
        long messages,
        long bytes,
        long firstSequence,
        long lastSequence,
        String leader,
        List<StreamReplicaFacts> followers,
        Optional<Instant> created,
        Optional<Instant> serverTime) {
    public static final String ALLOW_ATOMIC = "allow_atomic";

    public static StreamInfo of(JsonNode answer) {
        JsonNode state = answer.path("state");
        JsonNode cluster = answer.path("cluster");
        return new StreamInfo(
                object(answer.path("config")),
                state.path("messages").asLong(0),
                state.path("bytes").asLong(0),
                state.path("first_seq").asLong(0),
                state.path("last_seq").asLong(0),
                cluster.path("leader").asString(""),
                ReplicaInfoParser.of(cluster),
                time(answer.path("created")),
                time(answer.path("ts")));
    }

    /** Asks for it; fails as {@link JetStreamApi#call}. */
    public static CompletableFuture<StreamInfo> get(JetStreamApi api, String stream) {
        return api.call("STREAM.INFO." + stream, null).thenApply(StreamInfo::of);
    }

    /** The same, empty when there is no such stream. */
    public static CompletableFuture<Optional<StreamInfo>> find(JetStreamApi api, String stream) {
        return api.find("STREAM.INFO." + stream, null).thenApply(found -> found.map(StreamInfo::of));
    }

    public String name() {
        return config.path("name").asString("");
    }

    public int replicas() {
        return config.path("num_replicas").asInt(1);
    }

    /** Whether a server leads it, as one does that has no followers. */
    public boolean isLed() {
        return replicas() == 1 || !leader.isEmpty();
    }

    /** Whether it takes atomic batches: see ADR-50 of NATS. */
    public boolean allowsAtomic() {
        return config.path(ALLOW_ATOMIC).asBoolean(false);
    }

    public SubjectPatternSet subjects() {
        return StreamPlan.subjectsOf(config);
    }

    /** Of the first message that may be asked for: an empty stream has the first sequence 0, which may not. */
    public long firstReadable() {
        return Math.max(1, firstSequence);
    }

    /** See {@link StreamIdentity}; empty while no node has given the stream one. */
    public OptionalLong identity() {
        String value = config.path("metadata").path(StreamIdentity.METADATA_KEY).asString("");
        return value.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    /**
     * As {@link #identity}.
     *
     * @throws ApiRequestException while the stream has none, which passes when a node runs
     */
    public long epoch() {
        return identity()
                .orElseThrow(() -> ApiRequestException.unreadable(
                        "stream " + name() + " has no identity yet: a running node gives it one"));
    }

    static ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode present ? present : JetStreamApi.object();
    }

    static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asString("")));
        } catch (DateTimeParseException absent) {
            return Optional.empty();
        }
    }
}
