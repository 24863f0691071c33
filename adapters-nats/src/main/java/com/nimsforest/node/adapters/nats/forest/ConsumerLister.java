package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.entity.NatsEntityHumus;
import com.nimsforest.node.adapters.nats.entity.NatsEntityLeaves;
import com.nimsforest.node.adapters.nats.progress.ConsumerState;
import com.nimsforest.node.adapters.nats.progress.OldestMessageReader;
import com.nimsforest.node.domain.health.ConsumerFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** All consumers of the forest as the servers know them, also those that no node takes part in. */
final class ConsumerLister {
    /** Longer than the servers wait for an acknowledgement before they give a message out again. */
    private static final Duration LONG = Duration.ofSeconds(40);

    /**
     * The servers wait four seconds for the leaders of the consumers, and then name those that said nothing: {@code
     * jsClusteredConsumerListRequest} in jetstream_cluster.go of nats-server.
     */
    private static final Duration COMPLETE = Duration.ofSeconds(6);

    private final JetStreamApi api;
    private final Clock clock;
    private final OldestMessageReader oldest;

    ConsumerLister(JetStreamApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.oldest = new OldestMessageReader(api, clock);
    }

    List<ConsumerFacts> call() {
        return Stream.of(
                        ForestStreamLayout.RIVER,
                        ForestStreamLayout.ASIDE,
                        ForestStreamLayout.LEAVES,
                        ForestStreamLayout.HUMUS)
                .flatMap(stream -> of(stream).stream())
                .toList();
    }

    private List<ConsumerFacts> of(String stream) {
        List<ConsumerFacts> found = new ArrayList<>();
        int listed = 0;
        while (true) {
            Optional<JsonNode> page = page(stream, listed);
            if (page.isEmpty()) {
                return found;
            }
            JsonNode consumers = page.get().path("consumers");
            JsonNode missing = page.get().path("missing");
            consumers
                    .valueStream()
                    .filter(consumer -> isForests(stream, consumer))
                    .map(this::facts)
                    .forEach(found::add);
            missing.valueStream()
                    .map(JsonNode::asString)
                    .filter(name -> isForests(stream, name))
                    .map(name -> ConsumerFacts.waiting(stream, name, "no server answers for it"))
                    .forEach(found::add);
            int here = consumers.size() + missing.size();
            listed += here;
            if (here == 0 || listed >= page.get().path("total").asInt()) {
                return found;
            }
        }
    }

    /** One of which nothing is known but its making has no name, and is missing too. */
    private static boolean isForests(String stream, JsonNode consumer) {
        String name = consumer.path("name").asString("");
        boolean durable =
                !consumer.path("config").path("durable_name").asString("").isEmpty();
        return durable && !name.isEmpty() && isForests(stream, name);
    }

    /** On the work queue anyone's consumer holds up the forest; elsewhere what others do is theirs. */
    private static boolean isForests(String stream, String name) {
        return stream.equals(ForestStreamLayout.RIVER)
                || stream.equals(ForestStreamLayout.ASIDE)
                || name.startsWith("nim-")
                || name.startsWith(NatsEntityLeaves.CONSUMER)
                || name.startsWith(NatsEntityHumus.ANNOUNCER + "-")
                || name.startsWith(NatsHumus.DECOMPOSER + "-");
    }

    private Optional<JsonNode> page(String stream, int offset) {
        return ApiAnswerWaiter.read(
                "consumers of " + stream,
                api.find("CONSUMER.LIST." + stream, JetStreamApi.object().put("offset", offset), COMPLETE));
    }

    private ConsumerFacts facts(JsonNode consumer) {
        long pending = consumer.path("num_pending").asLong();
        long unacknowledged = consumer.path("num_ack_pending").asLong();
        boolean attended = consumer.path("num_waiting").asLong() > 0
                || consumer.path("push_bound").asBoolean(false);
        boolean nothingInFlight = pending > 0 && unacknowledged == 0;
        boolean stalled = !attended && pending + unacknowledged > 0 && (nothingInFlight || isQuiet(consumer));
        return new ConsumerFacts(
                consumer.path("stream_name").asString(""),
                consumer.path("name").asString(""),
                pending,
                unacknowledged,
                consumer.path("num_redelivered").asLong(),
                oldest.oldest(ConsumerState.of(consumer))
                        .exceptionally(unknown -> Optional.empty())
                        .join(),
                stalled,
                "");
    }

    private boolean isQuiet(JsonNode consumer) {
        Instant since = clock.instant().minus(LONG);
        return Stream.of("delivered", "ack_floor")
                .map(part -> consumer.path(part).path("last_active").asString(""))
                .noneMatch(active -> isAfter(active, since));
    }

    private static boolean isAfter(String active, Instant since) {
        try {
            return Instant.parse(active).isAfter(since);
        } catch (DateTimeParseException never) {
            return false;
        }
    }
}
