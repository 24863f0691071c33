package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import com.nimsforest.node.adapters.nats.progress.ConsumerState;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A work queue and its consumers at one moment.
 *
 * @param messages how many messages it holds
 * @param beside whether the server that leads it is the one that this node is connected to
 * @param serverTime the clock of the server that answered
 */
record WorkQueueState(
        String stream,
        long identity,
        long messages,
        long first,
        long last,
        boolean beside,
        Instant serverTime,
        List<Consumer> consumers) {
    private static final Duration COMPLETE = Duration.ofSeconds(6);

    /** One of its consumers. */
    record Consumer(String name, List<SubjectPattern> filters, ConsumerPosition position, boolean attended) {
        private static Consumer of(JsonNode info) {
            ConsumerState state = ConsumerState.of(info);
            return new Consumer(
                    info.path("name").asString(""),
                    state.filters().stream().map(SubjectPattern::of).toList(),
                    state.position(),
                    info.path("num_waiting").asInt(0) > 0
                            || info.path("push_bound").asBoolean(false));
        }

        long outstanding() {
            return position.pending() + position.unacknowledged();
        }

        boolean takes(Subject subject) {
            return filters.stream().anyMatch(filter -> filter.matches(subject));
        }
    }

    /** Waits for the servers. Empty without the stream, or when not every consumer answers. */
    static Optional<WorkQueueState> read(JetStreamApi api, String stream) {
        Optional<JsonNode> list =
                ApiAnswerWaiter.read("consumers of " + stream, api.find("CONSUMER.LIST." + stream, null, COMPLETE));
        Optional<JsonNode> info = ApiAnswerWaiter.read(stream, api.find("STREAM.INFO." + stream, null));
        if (info.isEmpty() || list.isEmpty() || !list.get().path("missing").isEmpty()) {
            return Optional.empty();
        }
        List<Consumer> consumers = StreamSupport.stream(
                        list.get().path("consumers").spliterator(), false)
                .map(Consumer::of)
                .toList();
        return consumers.size() < list.get().path("total").asInt()
                ? Optional.empty()
                : Optional.of(of(api, stream, info.get(), consumers));
    }

    private static WorkQueueState of(JetStreamApi api, String stream, JsonNode info, List<Consumer> consumers) {
        JsonNode state = info.path("state");
        String leader = info.path("cluster").path("leader").asString("");
        String here = api.connection().getServerInfo().getServerName();
        return new WorkQueueState(
                stream,
                StreamIdentity.epochOf(info),
                state.path("messages").asLong(),
                Math.max(1, state.path("first_seq").asLong()),
                state.path("last_seq").asLong(),
                leader.isEmpty() || leader.equals(here),
                ConsumerState.serverTime(info).orElse(Instant.EPOCH),
                consumers);
    }

    /** How many messages no consumer has before it: those that no filter matches, and those that a filter came too late for. */
    long unclaimed() {
        long claimed = consumers.stream().mapToLong(Consumer::outstanding).sum();
        return Math.max(0, messages - claimed);
    }

    boolean isAskedFor(Subject subject) {
        return consumers.stream().anyMatch(consumer -> consumer.takes(subject));
    }

    /** Whether the consumers that take the subject are past this message: then they never deliver it. */
    boolean isPassed(Subject subject, long sequence) {
        return consumers.stream()
                .filter(consumer -> consumer.takes(subject))
                .allMatch(consumer -> consumer.position().ackFloor() >= sequence);
    }
}
