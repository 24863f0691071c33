package com.nimsforest.node.adapters.nats.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * One page of {@code CONSUMER.LIST} of a stream. Any thread; nothing here blocks.
 *
 * @param missing the names of those whose leader said nothing
 * @param total how many consumers the stream has
 */
public record ConsumerList(List<ConsumerInfo> consumers, List<String> missing, int total) {
    /**
     * The servers wait four seconds for the leaders of the consumers, and then name those that said nothing: {@code
     * jsClusteredConsumerListRequest} in jetstream_cluster.go of nats-server.
     */
    private static final Duration BOUND = Duration.ofSeconds(6);

    public ConsumerList {
        consumers = List.copyOf(consumers);
        missing = List.copyOf(missing);
    }

    /** From the consumer with that number on; empty when there is no such stream. Fails as {@link JetStreamApi#call}. */
    public static CompletableFuture<Optional<ConsumerList>> find(JetStreamApi api, String stream, int offset) {
        return api.find("CONSUMER.LIST." + stream, JetStreamApi.object().put("offset", offset), BOUND)
                .thenApply(found -> found.map(ConsumerList::of));
    }

    private static ConsumerList of(JsonNode answer) {
        return new ConsumerList(
                answer.path("consumers").valueStream().map(ConsumerInfo::of).toList(),
                answer.path("missing").valueStream().map(JsonNode::asString).toList(),
                answer.path("total").asInt(0));
    }

    /** Whether it tells of every consumer of the stream. */
    public boolean isComplete() {
        return missing.isEmpty() && consumers.size() >= total;
    }

    /** The names of all consumers of the stream, page after page. Fails as {@link JetStreamApi#call}. */
    public static CompletableFuture<List<String>> names(JetStreamApi api, String stream) {
        return names(api, stream, new ArrayList<>());
    }

    private static CompletableFuture<List<String>> names(JetStreamApi api, String stream, List<String> read) {
        return api.call("CONSUMER.NAMES." + stream, JetStreamApi.object().put("offset", read.size()))
                .thenCompose(answer -> {
                    JsonNode names = answer.path("consumers");
                    names.forEach(name -> read.add(name.asString()));
                    boolean complete = names.isEmpty()
                            || read.size() >= answer.path("total").asInt();
                    return complete ? CompletableFuture.completedFuture(List.copyOf(read)) : names(api, stream, read);
                });
    }
}
