package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.PullRequestLimits;
import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.adapters.nats.progress.AskedPatterns;
import com.nimsforest.node.adapters.nats.progress.ConsumerState;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
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
    /** Up to which sequence, in which epoch, all is acknowledged: where to go on if somebody removes the consumer. */
    private volatile StreamMessageKey floor = new StreamMessageKey(0, 0);

    ConsumerProvisioner(JetStreamApi api, DurableConsumerPlan plan, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.plan = plan;
    }

    CompletableFuture<Found> ensure() {
        return api.call("STREAM.INFO." + plan.stream(), null)
                .thenCompose(stream -> consumer(StreamIdentity.epochOf(stream), lastSequence(stream), today(stream)));
    }

    /** Asks the servers how it stands; fails when there is no such consumer. */
    CompletableFuture<ConsumerState> standing() {
        long epoch = floor.epoch();
        return api.call(infoOperation(epoch), null).thenApply(info -> {
            remember(epoch, info);
            keepAsked(epoch, info);
            return ConsumerState.of(info);
        });
    }

    /** Once a day, and when another node has written over it. */
    private void keepAsked(long epoch, JsonNode info) {
        boolean asked = plan.isAskedIn(info.path("config"), today(info));
        if (!asked && !asking.getAndSet(true)) {
            adopt(epoch, info).whenComplete((found, failure) -> asking.set(false));
        }
    }

    /** By the clock of the server that answered; by that of this node when it does not tell. */
    private LocalDate today(JsonNode info) {
        Instant now = ConsumerState.serverTime(info).orElseGet(clock::instant);
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** How old the message is, by the clock of the servers. */
    Duration age(Instant stored) {
        return Duration.between(stored, clock.instant()).plus(serverAhead);
    }

    private static long lastSequence(JsonNode stream) {
        return stream.path("state").path("last_seq").asLong(0);
    }

    private CompletableFuture<Found> consumer(long epoch, long lastSequence, LocalDate today) {
        return FormerConsumers.find(api, plan, epoch)
                .thenCompose(former -> api.call(infoOperation(epoch), null)
                        .handle((info, failure) -> {
                            if (failure == null) {
                                return former.isEmpty()
                                        ? adopt(epoch, info)
                                        : join(epoch, info, former, lastSequence, today);
                            }
                            return ApiRequestException.is(failure, JetStreamErrorCode.CONSUMER_NOT_FOUND)
                                    ? takeOver(epoch, former, lastSequence, today)
                                    : CompletableFuture.<Found>failedFuture(failure);
                        })
                        .thenCompose(found -> found));
    }

    /** One that goes on where those of an earlier identity are. On a work queue two cannot be there at once. */
    private CompletableFuture<Found> takeOver(long epoch, FormerConsumers former, long lastSequence, LocalDate today) {
        long done = Math.min(former.ackFloor(), lastSequence);
        return isQueue()
                ? former.remove().thenCompose(removed -> create(epoch, done, today))
                : create(epoch, done, today)
                        .thenCompose(created -> former.remove().thenApply(removed -> created));
    }

    /** The present one stays, unless an earlier one has come further. */
    private CompletableFuture<Found> join(
            long epoch, JsonNode info, FormerConsumers former, long lastSequence, LocalDate today) {
        if (isQueue() || former.ackFloor() <= ackFloor(info)) {
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

    private CompletableFuture<Found> adopt(long epoch, JsonNode info) {
        JsonNode present = info.path("config");
        ObjectNode wanted = plan.update(present, today(info));
        if (JetStreamApi.JSON.readTree(wanted.toString()).equals(present)) {
            return CompletableFuture.completedFuture(found(epoch, info));
        }
        return put(epoch, wanted).handle((updated, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "consumer is used as it is: stream={} name={} reason={}",
                        plan.stream(),
                        plan.name(),
                        ApiRequestException.describe(failure));
                return found(epoch, info);
            }
            return found(epoch, updated);
        });
    }

    private CompletableFuture<JsonNode> put(long epoch, ObjectNode config) {
        ObjectNode request = JetStreamApi.object();
        request.put("stream_name", plan.stream());
        request.set("config", config);
        return api.call("CONSUMER.DURABLE.CREATE." + plan.stream() + "." + plan.durable(epoch), request);
    }

    private Found found(long epoch, JsonNode info) {
        remember(epoch, info);
        return new Found(
                epoch,
                plan.durable(epoch),
                AskedPatterns.filters(info.path("config")),
                PullRequestLimits.of(info.path("config")));
    }

    private void remember(long epoch, JsonNode info) {
        ConsumerState.serverTime(info).ifPresent(time -> serverAhead = Duration.between(clock.instant(), time));
        floor = new StreamMessageKey(epoch, ackFloor(info));
    }

    private static long ackFloor(JsonNode info) {
        return info.path("ack_floor").path("stream_seq").asLong(0);
    }

    private String infoOperation(long epoch) {
        return "CONSUMER.INFO." + plan.stream() + "." + plan.durable(epoch);
    }
}
