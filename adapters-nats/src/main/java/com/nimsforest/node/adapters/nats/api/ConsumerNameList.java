package com.nimsforest.node.adapters.nats.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Reads the names of all consumers of a stream, page after page. Any thread; never blocks. */
public final class ConsumerNameList {
    private ConsumerNameList() {}

    /** Fails as {@link JetStreamApi#call}. */
    public static CompletableFuture<List<String>> of(JetStreamApi api, String stream) {
        return page(api, stream, new ArrayList<>());
    }

    private static CompletableFuture<List<String>> page(JetStreamApi api, String stream, List<String> read) {
        return api.call("CONSUMER.NAMES." + stream, JetStreamApi.object().put("offset", read.size()))
                .thenCompose(answer -> {
                    JsonNode names = answer.path("consumers");
                    names.forEach(name -> read.add(name.asString()));
                    boolean complete = names.isEmpty()
                            || read.size() >= answer.path("total").asInt();
                    return complete ? CompletableFuture.completedFuture(List.copyOf(read)) : page(api, stream, read);
                });
    }
}
