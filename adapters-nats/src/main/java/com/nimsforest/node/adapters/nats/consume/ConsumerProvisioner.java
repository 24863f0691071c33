package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes sure that a durable consumer exists as planned, and knows what it last heard of it. Any thread. */
final class ConsumerProvisioner {
    /** A consumer that is there. */
    record Found(long epoch, String name, SubjectPatternSet filters, PullRequestLimits limits) {}

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerProvisioner.class);

    private final JetStreamApi api;
    private final DurableConsumerPlan plan;
    private final Clock clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Duration serverAhead = Duration.ZERO;
    private volatile boolean replicated;
    /** Up to which sequence, in which epoch, all is acknowledged: where to go on if somebody removes the consumer. */
    private volatile StreamMessageKey floor = new StreamMessageKey(0, 0);

    ConsumerProvisioner(JetStreamApi api, DurableConsumerPlan plan, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.plan = plan;
    }

    CompletableFuture<Found> ensure() {
        return StreamInfo.get(api, plan.stream())
                .thenCompose(stream -> consumer(stream.epoch(), stream.lastSequence(), today(stream.serverTime())));
    }

    /** Asks the servers how it stands; fails when there is no such consumer. */
    CompletableFuture<ConsumerInfo> standing() {
        long epoch = floor.epoch();
        return ConsumerInfo.get(api, plan.stream(), plan.durable(epoch)).thenApply(info -> {
            if (plan.isDeliveredBy(info.config())) {
                remember(epoch, info);
                keepAsked(epoch, info);
            } else {
                restart(epoch, info);
            }
            return info;
        });
    }

    /** Once a day, and when another node or client has written over it. */
    private void keepAsked(long epoch, ConsumerInfo info) {
        boolean asked = plan.isAskedIn(info.config(), today(info.serverTime()));
        boolean asPlanned = asked && DurableConsumerPlan.isUnlimited(info.config());
        if (!asPlanned && !asking.getAndSet(true)) {
            adopt(epoch, info).whenComplete((found, failure) -> asking.set(false));
        }
    }

    /**
     * Another client has narrowed it. What came since then it has passed by and would never give out, so it is made again
     * from what was acknowledged when it was last seen as it should be.
     */
    private void restart(long epoch, ConsumerInfo info) {
        if (asking.getAndSet(true)) {
            return;
        }
        long from = isQueue() || floor.sequence() == 0 ? 0 : floor.sequence() + 1;
        ObjectNode config = plan.recreation(info.config(), from, today(info.serverTime()));
        api.call("CONSUMER.DELETE." + plan.stream() + "." + plan.durable(epoch), null)
                .thenCompose(deleted -> put(epoch, config))
                .whenComplete((made, failure) -> {
                    asking.set(false);
                    if (failure == null) {
                        LOG.warn(
                                "another client had narrowed the consumer, recreated: stream={} name={} from={}",
                                plan.stream(),
                                plan.name(),
                                from == 0 ? "all" : from);
                    }
                });
    }

    /** By the clock of the server that answered; by that of this node when it does not tell. */
    private LocalDate today(Optional<Instant> serverTime) {
        return LocalDate.ofInstant(serverTime.orElseGet(clock::instant), ZoneOffset.UTC);
    }

    /** How old the message is, by the clock of the servers. */
    Duration age(Instant stored) {
        return Duration.between(stored, clock.instant()).plus(serverAhead);
    }

    private CompletableFuture<Found> consumer(long epoch, long lastSequence, LocalDate today) {
        return PredecessorConsumers.find(api, plan, epoch)
                .thenCompose(former -> ConsumerInfo.find(api, plan.stream(), plan.durable(epoch))
                        .thenCompose(present -> present.map(info -> former.isEmpty()
                                        ? adopt(epoch, info)
                                        : join(epoch, info, former, lastSequence, today))
                                .orElseGet(() -> takeOver(epoch, former, lastSequence, today))));
    }

    /** One that goes on where those of an earlier identity are. On a work queue two cannot be there at once. */
    private CompletableFuture<Found> takeOver(
            long epoch, PredecessorConsumers former, long lastSequence, LocalDate today) {
        long done = Math.min(former.ackFloor(), lastSequence);
        return isQueue()
                ? former.remove().thenCompose(removed -> create(epoch, done, today))
                : create(epoch, done, today)
                        .thenCompose(created -> former.remove().thenApply(removed -> created));
    }

    /** The present one stays, unless an earlier one has come further. */
    private CompletableFuture<Found> join(
            long epoch, ConsumerInfo info, PredecessorConsumers former, long lastSequence, LocalDate today) {
        if (isQueue() || former.ackFloor() <= info.position().ackFloor()) {
            return former.remove().thenCompose(removed -> adopt(epoch, info));
        }
        return api.call("CONSUMER.DELETE." + plan.stream() + "." + plan.durable(epoch), null)
                .thenCompose(deleted -> takeOver(epoch, former, lastSequence, today));
    }

    private boolean isQueue() {
        return plan.stream().equals(ForestStreamLayout.RIVER) || plan.stream().equals(ForestStreamLayout.ASIDE);
    }

    private CompletableFuture<Found> create(long epoch, long done, LocalDate today) {
        StreamMessageKey last = floor;
        long acknowledged = Math.max(done, last.epoch() == epoch ? last.sequence() : 0);
        long from = isQueue() || acknowledged == 0 ? 0 : acknowledged + 1;
        return put(epoch, plan.creation(epoch, from, today)).thenApply(info -> {
            LOG.info(
                    "consumer created: stream={} name={} from={}",
                    plan.stream(),
                    plan.name(),
                    from == 0 ? "all" : from);
            return found(epoch, info);
        });
    }

    private CompletableFuture<Found> adopt(long epoch, ConsumerInfo info) {
        ObjectNode wanted = plan.update(info.config(), today(info.serverTime()));
        if (JetStreamApi.JSON.readTree(wanted.toString()).equals(info.config())) {
            return CompletableFuture.completedFuture(found(epoch, info));
        }
        return put(epoch, wanted).handle((updated, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "existing consumer could not be updated, used unchanged: stream={} name={} reason={}",
                        plan.stream(),
                        plan.name(),
                        ApiRequestException.describe(failure));
                return found(epoch, info);
            }
            return found(epoch, updated);
        });
    }

    private CompletableFuture<ConsumerInfo> put(long epoch, ObjectNode config) {
        ObjectNode request = JetStreamApi.object();
        request.put("stream_name", plan.stream());
        request.set("config", config);
        return api.call("CONSUMER.DURABLE.CREATE." + plan.stream() + "." + plan.durable(epoch), request)
                .thenApply(ConsumerInfo::of);
    }

    private Found found(long epoch, ConsumerInfo info) {
        remember(epoch, info);
        return new Found(epoch, plan.durable(epoch), ConsumerInfo.patterns(info.config()), info.limits());
    }

    /** Whether several servers had its stream when it was last seen. */
    boolean isReplicated() {
        return replicated;
    }

    private void remember(long epoch, ConsumerInfo info) {
        replicated = info.replicated();
        info.serverTime().ifPresent(time -> serverAhead = Duration.between(clock.instant(), time));
        floor = new StreamMessageKey(epoch, info.position().ackFloor());
    }
}
