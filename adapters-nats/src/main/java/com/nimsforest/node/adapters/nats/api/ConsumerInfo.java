package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code CONSUMER.INFO} and {@code CONSUMER.LIST} say of a consumer.
 *
 * @param created when; another one of the same name has another time
 * @param config all of its configuration: what is changed and written back must lose no field
 * @param deliveries how many there were, repeats among them
 * @param requests how many requests for messages wait there
 * @param pushBound whether it pushes to a subscriber that is there
 * @param lastActive when it last delivered or took an acknowledgement; empty when it never did
 * @param pinnedClient whom a consumer with one owner at a time gives its messages to; empty when nobody
 * @param serverTime the clock of the server that answered: the field {@code ts} of nats-server's ConsumerInfo
 * @param pausedUntil when the servers go on to deliver; empty when it is not paused
 * @param replicated whether other servers have replicas of it, and so of its stream
 */
public record ConsumerInfo(
        String stream,
        String name,
        Optional<Instant> created,
        ObjectNode config,
        ConsumerPosition position,
        long deliveries,
        long requests,
        boolean pushBound,
        Optional<Instant> lastActive,
        String pinnedClient,
        Optional<Instant> serverTime,
        Optional<String> pausedUntil,
        boolean replicated) {
    public static ConsumerInfo of(JsonNode answer) {
        JsonNode delivered = answer.path("delivered");
        JsonNode floor = answer.path("ack_floor");
        return new ConsumerInfo(
                answer.path("stream_name").asString(""),
                answer.path("name").asString(""),
                StreamInfo.time(answer.path("created")),
                StreamInfo.object(answer.path("config")),
                new ConsumerPosition(
                        floor.path("stream_seq").asLong(0),
                        delivered.path("stream_seq").asLong(0),
                        answer.path("num_pending").asLong(0),
                        answer.path("num_ack_pending").asLong(0),
                        answer.path("num_redelivered").asLong(0)),
                delivered.path("consumer_seq").asLong(0),
                answer.path("num_waiting").asLong(0),
                answer.path("push_bound").asBoolean(false),
                Stream.of(delivered, floor)
                        .flatMap(part -> StreamInfo.time(part.path("last_active")).stream())
                        .max(Comparator.naturalOrder()),
                answer.path("priority_groups").path(0).path("pinned_client_id").asString(""),
                StreamInfo.time(answer.path("ts")),
                pause(answer),
                !answer.path("cluster").path("replicas").isEmpty());
    }

    private static Optional<String> pause(JsonNode answer) {
        return answer.path("paused").asBoolean(false)
                ? Optional.of(answer.path("config").path("pause_until").asString("it is resumed"))
                : Optional.empty();
    }

    /** Asks for it; fails as {@link JetStreamApi#call}. */
    public static CompletableFuture<ConsumerInfo> get(JetStreamApi api, String stream, String consumer) {
        return api.call("CONSUMER.INFO." + stream + "." + consumer, null).thenApply(ConsumerInfo::of);
    }

    /** The same, empty when there is no such consumer. */
    public static CompletableFuture<Optional<ConsumerInfo>> find(JetStreamApi api, String stream, String consumer) {
        return api.find("CONSUMER.INFO." + stream + "." + consumer, null)
                .thenApply(found -> found.map(ConsumerInfo::of));
    }

    /** Whether somebody asks it for messages. */
    public boolean isAttended() {
        return requests > 0 || pushBound;
    }

    public boolean isDurable() {
        return !config.path("durable_name").asString("").isEmpty();
    }

    /** What one request may ask of it. */
    public PullRequestLimits limits() {
        return PullRequestLimits.of(config);
    }

    /** The subjects that it takes of its stream; {@code >} for all. */
    public List<String> filters() {
        List<String> filters = filters(config);
        return filters.isEmpty() ? List.of(">") : filters;
    }

    /** The same as patterns; empty for all. */
    public static SubjectPatternSet patterns(JsonNode config) {
        return new SubjectPatternSet(
                filters(config).stream().map(SubjectPattern::of).toList());
    }

    private static List<String> filters(JsonNode config) {
        List<String> filters = new ArrayList<>();
        String single = config.path("filter_subject").asString("");
        if (!single.isEmpty()) {
            filters.add(single);
        }
        config.path("filter_subjects").forEach(each -> filters.add(each.asString()));
        return filters;
    }

    /**
     * Up to which sequence of its stream it has nothing left to acknowledge. All in one answer of one server, so that it is
     * one moment: with nothing unacknowledged, all that was delivered is done, also where the floor stays below messages
     * that were removed from the stream.
     */
    public long doneUpTo() {
        return position.unacknowledged() == 0
                ? Math.max(position.ackFloor(), position.delivered())
                : position.ackFloor();
    }
}
