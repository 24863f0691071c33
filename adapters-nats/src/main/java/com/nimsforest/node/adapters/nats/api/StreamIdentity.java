package com.nimsforest.node.adapters.nats.api;

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

    /**
     * {@link com.nimsforest.node.domain.entity.LeafPosition#stream()} of the messages of a stream. Streams that were created in
     * the same millisecond have the same identity, so the stream's name is part of it, except for {@code RIVER}.
     */
    public static String positionStream(String stream, long identity) {
        return stream.equals(ForestStreamLayout.RIVER) ? Long.toString(identity) : stream + "-" + identity;
    }

    /** The configuration with the identity, and with whatever else it has. */
    public static ObjectNode put(JsonNode config, long identity) {
        ObjectNode changed = (ObjectNode) config.deepCopy();
        changed.withObject("metadata").put(METADATA_KEY, Long.toString(identity));
        return changed;
    }
}
