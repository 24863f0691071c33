package com.nimsforest.node.adapters.nats.api;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The identity of what a stream holds: a number in the metadata of its configuration. A backup carries it, a restore keeps it,
 * and every replica answers with the same one, which is true of no other field ({@code created} is that of the restore, and
 * differs between replicas). A stream that is deleted and created again has a higher one. Names of consumers and places in
 * the soil stand on it.
 */
public final class StreamIdentity {
    public static final String METADATA_KEY = "nimsforest-identity";

    private StreamIdentity() {}

    /** The identity in an answer to {@code STREAM.INFO}; empty while no node has given the stream one. */
    public static OptionalLong of(JsonNode streamInfo) {
        String value =
                streamInfo.path("config").path("metadata").path(METADATA_KEY).asString("");
        return value.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    /**
     * As {@link #of}.
     *
     * @throws ApiRequestException while the stream has none, which passes when a node runs
     */
    public static long epochOf(JsonNode streamInfo) {
        return of(streamInfo)
                .orElseThrow(() -> ApiRequestException.unreadable("stream "
                        + streamInfo.path("config").path("name").asString("")
                        + " has no identity yet: a running node gives it one"));
    }

    /** The configuration with the identity, and with whatever else it has. */
    public static ObjectNode put(JsonNode config, long identity) {
        ObjectNode changed = (ObjectNode) config.deepCopy();
        changed.withObject("metadata").put(METADATA_KEY, Long.toString(identity));
        return changed;
    }
}
