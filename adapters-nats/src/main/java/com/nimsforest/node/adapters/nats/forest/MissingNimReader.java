package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the nims that leaves wait for and no node runs, by their consumers. Any thread; never blocks. */
final class MissingNimReader {
    private static final Pattern NAME = Pattern.compile("((?:nim|entity)-(.+))-[0-9]{13}");
    /** A node that has as much in flight as it may asks for nothing, but acknowledges. */
    private static final Duration QUIET = Duration.ofSeconds(40);

    private final JetStreamApi api;

    MissingNimReader(JetStreamApi api) {
        this.api = api;
    }

    /** @param own what this node takes part in; fails as {@link JetStreamApi#call} */
    CompletableFuture<List<ConsumerFacts>> read(Set<String> own) {
        return ConsumerList.find(api, ForestStreamLayout.LEAVES, 0)
                .thenApply(found -> found.map(ConsumerList::consumers).orElse(List.of()).stream()
                        .filter(MissingNimReader::isLeftAlone)
                        .flatMap(consumer -> facts(consumer, own))
                        .toList());
    }

    private static boolean isLeftAlone(ConsumerInfo consumer) {
        return !consumer.isAttended() && consumer.position().pending() > 0 && isQuiet(consumer);
    }

    private static boolean isQuiet(ConsumerInfo consumer) {
        Optional<Instant> since = consumer.serverTime().map(now -> now.minus(QUIET));
        return consumer.position().unacknowledged() == 0
                || consumer.lastActive()
                        .filter(active -> since.filter(active::isAfter).isPresent())
                        .isEmpty();
    }

    private static Stream<ConsumerFacts> facts(ConsumerInfo consumer, Set<String> own) {
        Matcher name = NAME.matcher(consumer.name());
        return name.matches() && !own.contains(name.group(1)) ? Stream.of(facts(consumer, name)) : Stream.of();
    }

    private static ConsumerFacts facts(ConsumerInfo consumer, Matcher name) {
        ConsumerPosition position = consumer.position();
        long left = position.pending() + position.unacknowledged();
        return new ConsumerFacts(
                        consumer.stream(),
                        name.group(1),
                        position.pending(),
                        position.unacknowledged(),
                        position.redelivered(),
                        Optional.empty(),
                        false,
                        "")
                .with(HealthFinding.about(name.group(2), ProblemKind.NIM_MISSING)
                        .with(HealthFact.COUNT, left));
    }
}
