package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.entity.NatsEntityHumus;
import com.nimsforest.node.adapters.nats.entity.NatsEntityLeaves;
import com.nimsforest.node.adapters.nats.progress.OldestMessageReader;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All consumers of the forest as the servers know them, also those that no node takes part in. */
final class ConsumerLister {
    /** Longer than the servers wait for an acknowledgement before they give a message out again. */
    private static final Duration LONG = Duration.ofSeconds(40);

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
            Optional<ConsumerList> page =
                    ApiAnswerWaiter.read("consumers of " + stream, ConsumerList.find(api, stream, listed));
            if (page.isEmpty()) {
                return found;
            }
            List<ConsumerInfo> consumers = page.get().consumers();
            List<String> missing = page.get().missing();
            consumers.stream()
                    .filter(consumer -> isForests(stream, consumer))
                    .map(this::facts)
                    .forEach(found::add);
            missing.stream()
                    .filter(name -> isForests(stream, name))
                    .map(name -> ConsumerFacts.waiting(stream, name, "no server answers for it"))
                    .forEach(found::add);
            int here = consumers.size() + missing.size();
            listed += here;
            if (here == 0 || listed >= page.get().total()) {
                return found;
            }
        }
    }

    /** One of which nothing is known but its making has no name, and is missing too. */
    private static boolean isForests(String stream, ConsumerInfo consumer) {
        return consumer.isDurable() && !consumer.name().isEmpty() && isForests(stream, consumer.name());
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

    private ConsumerFacts facts(ConsumerInfo consumer) {
        ConsumerPosition position = consumer.position();
        boolean nothingInFlight = position.pending() > 0 && position.unacknowledged() == 0;
        boolean stalled = !consumer.isAttended() && !position.isIdle() && (nothingInFlight || isQuiet(consumer));
        return new ConsumerFacts(
                consumer.stream(),
                consumer.name(),
                position.pending(),
                position.unacknowledged(),
                position.redelivered(),
                oldest.oldest(consumer)
                        .exceptionally(unknown -> Optional.empty())
                        .join(),
                stalled,
                "");
    }

    private boolean isQuiet(ConsumerInfo consumer) {
        Instant since = clock.instant().minus(LONG);
        return consumer.lastActive().filter(active -> active.isAfter(since)).isEmpty();
    }
}
