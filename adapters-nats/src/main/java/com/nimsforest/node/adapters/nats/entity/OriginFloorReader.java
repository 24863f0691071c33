package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Up to which sequence of the river, and of the humus, all that comes of them is among the leaves: what is acknowledged there
 * was stored here before.
 */
final class OriginFloorReader {
    /** The consumer of all trees, as {@code NatsRiver} names it. */
    private static final String TREES = "trees";

    private final JetStreamApi api;

    OriginFloorReader(JetStreamApi api) {
        this.api = api;
    }

    /** By the identity of the stream. Fails as {@link JetStreamApi#call}. */
    CompletableFuture<Map<String, Long>> floors() {
        return floor(ForestStreamLayout.RIVER, TREES, true)
                .thenCombine(floor(ForestStreamLayout.HUMUS, NatsEntityHumus.ANNOUNCER, false), (river, humus) -> {
                    Map<String, Long> both = new HashMap<>(river);
                    both.putAll(humus);
                    return both;
                });
    }

    private CompletableFuture<Map<String, Long>> floor(String stream, String consumer, boolean isQueue) {
        return StreamInfo.find(api, stream)
                .thenCompose(info -> info.isEmpty()
                        ? CompletableFuture.completedFuture(Map.<String, Long>of())
                        : floor(stream, consumer, isQueue, info.get()));
    }

    private CompletableFuture<Map<String, Long>> floor(
            String stream, String consumer, boolean isQueue, StreamInfo info) {
        long epoch = info.epoch();
        // What is gone from a work queue was acknowledged; a consumer that was made anew knows nothing of it.
        long gone = isQueue ? info.firstSequence() - 1 : 0;
        return ConsumerInfo.find(api, stream, DurableConsumerPlan.durable(consumer, epoch))
                .thenApply(found -> found.map(ConsumerInfo::doneUpTo).orElse(0L))
                .thenApply(floor -> Map.of(Long.toString(epoch), Math.max(gone, floor)));
    }
}
