package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Up to which sequence of the river, and of the humus, all that comes of them is among the leaves: what is acknowledged there
 * was stored here before. Asks for no more than it has to. Any thread, one call at a time.
 */
final class OriginFloorReader {
    /** The consumer of all trees, as {@code NatsRiver} names it. */
    private static final String TREES = "trees";

    private static final Duration STREAM_KNOWN = Duration.ofSeconds(1);

    private final OriginStream river;
    private final OriginStream humus;

    OriginFloorReader(JetStreamApi api) {
        this.river = new OriginStream(api, ForestStreamLayout.RIVER, TREES, true);
        this.humus = new OriginStream(api, ForestStreamLayout.HUMUS, NatsEntityHumus.ANNOUNCER, false);
    }

    /**
     * The floors by {@link StreamIdentity#positionStream}: those of the wanted streams as they are now, the others as they were
     * when last asked for, which is too low rather than too high. A wanted stream without a floor does not exist (any more).
     * Fails as {@link JetStreamApi#call}.
     */
    CompletableFuture<Map<String, Long>> floors(Set<String> wanted) {
        boolean allKnown = wanted.stream().allMatch(origin -> river.is(origin) || humus.is(origin));
        return river.floor(wanted, allKnown).thenCombine(humus.floor(wanted, allKnown), (one, other) -> {
            Map<String, Long> both = new HashMap<>(one);
            both.putAll(other);
            return both;
        });
    }

    /** One stream that leaves come of. */
    private static final class OriginStream {
        private final JetStreamApi api;
        private final String stream;
        private final String consumer;
        private final boolean isQueue;
        private volatile Map<String, Long> last = Map.of();
        private volatile long identity;
        private volatile long gone;
        private volatile long askedAt;

        OriginStream(JetStreamApi api, String stream, String consumer, boolean isQueue) {
            this.api = api;
            this.stream = stream;
            this.consumer = consumer;
            this.isQueue = isQueue;
        }

        boolean is(String origin) {
            return last.containsKey(origin);
        }

        CompletableFuture<Map<String, Long>> floor(Set<String> wanted, boolean allKnown) {
            boolean isFresh = allKnown && System.nanoTime() - askedAt < STREAM_KNOWN.toNanos();
            if (isFresh && !last.isEmpty()) {
                return wanted.stream().anyMatch(this::is) ? consumer() : CompletableFuture.completedFuture(last);
            }
            return StreamInfo.find(api, stream).thenCompose(info -> {
                last = info.map(this::known).orElse(Map.of());
                askedAt = System.nanoTime();
                return last.isEmpty() ? CompletableFuture.completedFuture(last) : consumer();
            });
        }

        /** What is gone from a work queue was acknowledged; a consumer that was made anew knows nothing of it. */
        private Map<String, Long> known(StreamInfo info) {
            gone = isQueue ? info.firstSequence() - 1 : 0;
            identity = info.epoch();
            return Map.of(origin(), last.getOrDefault(origin(), gone));
        }

        private String origin() {
            return StreamIdentity.positionStream(stream, identity);
        }

        private CompletableFuture<Map<String, Long>> consumer() {
            String origin = origin();
            return ConsumerInfo.find(api, stream, DurableConsumerPlan.durable(consumer, identity))
                    .thenApply(found -> found.map(ConsumerInfo::doneUpTo).orElse(0L))
                    .thenApply(floor -> {
                        last = Map.of(origin, Math.max(gone, floor));
                        return last;
                    });
        }
    }
}
