package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.jetstream.ConsumerKeeper.Found;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.api.ServerInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a consumer led by the machine that leads its stream, beside servers before 2.10. Whoever leads a consumer delivers what
 * its own copy of the stream holds, and after all machines were killed at once the copy of an old follower may lack what the
 * leader has acknowledged: that would never be delivered. The node beside the leader of the consumer has another one elected;
 * if there is none, the others do. Any thread; never blocks.
 */
final class SameLeader {
    private static final Logger LOG = LoggerFactory.getLogger(SameLeader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JetStreamApi api;
    private final String stream;
    private final LongSupplier nanos;
    private boolean apart;
    private long patience;

    /** @param nanos tells the time as {@link System#nanoTime} does */
    SameLeader(JetStreamApi api, String stream, LongSupplier nanos) {
        this.api = api;
        this.stream = stream;
        this.nanos = nanos;
    }

    /** Fails while the consumer is led elsewhere, and had better be asked for again soon. */
    CompletableFuture<Found> require(String leader, Found consumer) {
        if (isWell(leader, consumer.leader())) {
            return CompletableFuture.completedFuture(consumer);
        }
        if (isDue(consumer.leader())) {
            api.call("CONSUMER.LEADER.STEPDOWN." + stream + "." + consumer.name(), null)
                    .whenComplete((done, failure) -> LOG.debug("{} stepped down: {}", consumer, failure));
        }
        return CompletableFuture.failedFuture(new ApiFailure(
                ApiFailure.NO_ANSWER,
                "it is led by " + consumer.leader() + " and its stream by " + leader + ", whose copies may differ"));
    }

    private synchronized boolean isWell(String leader, String consumers) {
        boolean same = leader.isEmpty() || consumers.isEmpty() || leader.equals(consumers);
        boolean well = same || server() == null || !ServerAge.isOld(server());
        apart &= !well;
        return well;
    }

    private synchronized boolean isDue(String consumers) {
        long now = nanos.getAsLong();
        if (!apart) {
            apart = true;
            patience = now + PATIENCE.toNanos() + ThreadLocalRandom.current().nextLong(PATIENCE.toNanos());
        }
        ServerInfo here = server();
        boolean due = (here != null && consumers.equals(here.getServerName())) || now - patience > 0;
        apart &= !due;
        return due;
    }

    private @Nullable ServerInfo server() {
        try {
            return api.connection().getServerInfo();
        } catch (SidecarUnavailableException gone) {
            return null;
        }
    }
}
