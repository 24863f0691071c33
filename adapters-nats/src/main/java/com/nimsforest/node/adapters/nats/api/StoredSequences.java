package com.nimsforest.node.adapters.nats.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Which sequences a stream holds, as its leader tells.
 *
 * @param absent those between the first and the last that it does not hold
 */
public record StoredSequences(long first, long last, List<Long> absent) {
    public StoredSequences {
        absent = List.copyOf(absent);
    }

    /** Asks for it; fails as {@link JetStreamApi#call}, and when it is not the leader of a majority that answers. */
    public static CompletableFuture<StoredSequences> get(JetStreamApi api, String stream) {
        return api.call("STREAM.INFO." + stream, JetStreamApi.object().put("deleted_details", true))
                .thenApply(StoredSequences::ofLeader);
    }

    private static StoredSequences ofLeader(JsonNode answer) {
        if (!ReplicaInfoParser.isOfLeader(answer.path("cluster"))) {
            throw ApiRequestException.unreadable("no leader answered");
        }
        return of(answer.path("state"));
    }

    private static StoredSequences of(JsonNode state) {
        return new StoredSequences(
                state.path("first_seq").asLong(0),
                state.path("last_seq").asLong(0),
                StreamSupport.stream(state.path("deleted").spliterator(), false)
                        .map(JsonNode::asLong)
                        .toList());
    }

    /** How many of the sequences behind that one it holds. */
    public long heldAfter(long sequence) {
        return Math.max(0, last - sequence - absentAfter(sequence));
    }

    /** How many of the sequences behind that one it holds no more. */
    public long absentAfter(long sequence) {
        long within = absent.stream().filter(each -> each > sequence).count();
        return Math.max(0, first - 1 - sequence) + within;
    }
}
