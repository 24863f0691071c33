package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.provision.ForestConsumerName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumers for the same purpose that are named by another identity of their stream, or that a plan follows. Consumers
 * go with their stream, so what these have acknowledged is done. Any thread; never blocks.
 */
final class PredecessorConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(PredecessorConsumers.class);

    private final JetStreamApi api;
    private final DurableConsumerPlan plan;
    private final List<String> names;
    private final long ackFloor;

    private PredecessorConsumers(JetStreamApi api, DurableConsumerPlan plan, List<String> names, long ackFloor) {
        this.api = api;
        this.plan = plan;
        this.names = names;
        this.ackFloor = ackFloor;
    }

    /** Looks for them; fails as {@link JetStreamApi#call}. */
    static CompletableFuture<PredecessorConsumers> find(JetStreamApi api, DurableConsumerPlan plan, long identity) {
        return ConsumerList.names(api, plan.stream()).thenCompose(all -> {
            List<String> names = all.stream()
                    .filter(name -> ForestConsumerName.parse(name)
                            .filter(parts -> plan.follows(parts, identity))
                            .isPresent())
                    .toList();
            return highestAckFloor(api, plan, names)
                    .thenApply(floor -> new PredecessorConsumers(api, plan, names, floor));
        });
    }

    private static CompletableFuture<Long> highestAckFloor(
            JetStreamApi api, DurableConsumerPlan plan, List<String> names) {
        CompletableFuture<Long> highest = CompletableFuture.completedFuture(0L);
        for (String name : names) {
            CompletableFuture<Long> floor = ConsumerInfo.get(api, plan.stream(), name)
                    .thenApply(info -> info.position().ackFloor());
            highest = highest.thenCombine(floor, Math::max);
        }
        return highest;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The sequence up to which the one that came furthest has all acknowledged. */
    long ackFloor() {
        return ackFloor;
    }

    CompletableFuture<Boolean> remove() {
        CompletableFuture<Boolean> removed = CompletableFuture.completedFuture(true);
        for (String name : names) {
            removed = removed.thenCompose(done -> remove(name));
        }
        return removed;
    }

    private CompletableFuture<Boolean> remove(String name) {
        return api.find("CONSUMER.DELETE." + plan.stream() + "." + name, null).thenApply(deleted -> {
            deleted.ifPresent(answer ->
                    LOG.info("consumer taken over: stream={} name={} acknowledged={}", plan.stream(), name, ackFloor));
            return true;
        });
    }
}
