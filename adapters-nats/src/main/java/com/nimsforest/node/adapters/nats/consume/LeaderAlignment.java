package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.ServerAge;
import com.nimsforest.node.adapters.nats.consume.ConsumerProvisioner.Found;
import com.nimsforest.node.adapters.nats.provision.StreamCreationDelay;
import io.nats.client.api.ServerInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Has a consumer led by the machine that leads its stream, beside servers before 2.10. Whoever leads a consumer delivers what
 * its own copy of the stream holds, and after all machines were killed at once the copy of an old follower may lack what the
 * leader has acknowledged: that would never be delivered. The node beside the leader of the consumer has another one elected;
 * if there is none, the others do. Never blocks.
 */
final class LeaderAlignment {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderAlignment.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JetStreamApi api;
    private final String stream;
    private final StreamCreationDelay deference;

    /** @param nanos tells the time as {@link System#nanoTime} does */
    LeaderAlignment(JetStreamApi api, String stream, LongSupplier nanos) {
        this.api = api;
        this.stream = stream;
        this.deference = new StreamCreationDelay(nanos, PATIENCE);
    }

    /** Whether to subscribe anew, since one of the two leaders has moved; what is not known now is asked again later. Any thread. */
    CompletableFuture<Boolean> isElsewhere(String leaderOfConsumer) {
        if (!ServerAge.isOld(api.connection().getServerInfo())) {
            return CompletableFuture.completedFuture(false);
        }
        return api.call("STREAM.INFO." + stream, null)
                .thenApply(info -> areApart(leaderOf(info), leaderOfConsumer))
                .exceptionally(unknown -> false);
    }

    /** Fails while the consumer is led elsewhere, and had better be asked for again soon. For one call at a time. */
    CompletableFuture<Found> require(String leader, Found consumer) {
        ServerInfo here = api.connection().getServerInfo();
        if (!ServerAge.isOld(here) || !areApart(leader, consumer.leader())) {
            deference.end();
            return CompletableFuture.completedFuture(consumer);
        }
        if (consumer.leader().equals(here.getServerName()) || !deference.holds()) {
            deference.end();
            api.call("CONSUMER.LEADER.STEPDOWN." + stream + "." + consumer.name(), null)
                    .whenComplete((done, failure) -> LOG.debug("{} stepped down: {}", consumer, failure));
        }
        return CompletableFuture.failedFuture(ApiRequestException.unreadable(
                "it is led by " + consumer.leader() + " and its stream by " + leader + ", whose copies may differ"));
    }

    /** Who leads a stream or a consumer, by what is told of it; empty when nobody does, or there is only one server. */
    static String leaderOf(JsonNode info) {
        return info.path("cluster").path("leader").asString("");
    }

    private static boolean areApart(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }
}
