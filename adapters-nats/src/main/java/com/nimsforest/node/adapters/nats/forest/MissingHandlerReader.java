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

/** Finds the nims that leaves wait for, and whether the river waits for a tree, where no node runs them: by their consumers. Any thread; never blocks. */
final class MissingHandlerReader {
    private static final Pattern TREES = Pattern.compile(NatsRiver.TREES + "-[0-9]{13}");
    private static final Pattern NAME = Pattern.compile("((?:nim|entity)-(.+))-[0-9]{13}");
    static final List<String> STREAMS = List.of(ForestStreamLayout.LEAVES, ForestStreamLayout.RIVER);
    /** A node that has as much in flight as it may asks for nothing, but acknowledges. */
    private static final Duration QUIET = Duration.ofSeconds(40);

    private final JetStreamApi api;

    MissingHandlerReader(JetStreamApi api) {
        this.api = api;
    }

    /** @param own what this node takes part in; fails as {@link JetStreamApi#call} */
    CompletableFuture<List<ConsumerFacts>> read(Set<String> own) {
        return leftAlone(ForestStreamLayout.LEAVES)
                .thenCombine(leftAlone(ForestStreamLayout.RIVER), Stream::concat)
                .thenApply(consumers -> consumers
                        .flatMap(consumer -> facts(consumer, own).stream())
                        .toList());
    }

    private CompletableFuture<Stream<ConsumerInfo>> leftAlone(String stream) {
        return ConsumerList.find(api, stream, 0)
                .thenApply(found -> found.map(ConsumerList::consumers).orElse(List.of()).stream()
                        .filter(MissingHandlerReader::isLeftAlone));
    }

    private static boolean isLeftAlone(ConsumerInfo consumer) {
        ConsumerPosition position = consumer.position();
        return !consumer.isAttended() && position.pending() + position.unacknowledged() > 0 && isQuiet(consumer);
    }

    private static boolean isQuiet(ConsumerInfo consumer) {
        Optional<Instant> since = consumer.serverTime().map(now -> now.minus(QUIET));
        return consumer.position().unacknowledged() == 0
                || consumer.lastActive()
                        .filter(active -> since.filter(active::isAfter).isPresent())
                        .isEmpty();
    }

    private static Optional<ConsumerFacts> facts(ConsumerInfo consumer, Set<String> own) {
        if (TREES.matcher(consumer.name()).matches()) {
            return own.contains(NatsRiver.TREES)
                    ? Optional.empty()
                    : Optional.of(
                            facts(consumer, NatsRiver.TREES, HealthFinding.about("a tree", ProblemKind.TREE_MISSING)));
        }
        Matcher name = NAME.matcher(consumer.name());
        return name.matches() && !own.contains(name.group(1))
                ? Optional.of(
                        facts(consumer, name.group(1), HealthFinding.about(name.group(2), ProblemKind.NIM_MISSING)))
                : Optional.empty();
    }

    private static ConsumerFacts facts(ConsumerInfo consumer, String name, HealthFinding missing) {
        ConsumerPosition position = consumer.position();
        return new ConsumerFacts(
                        consumer.stream(),
                        name,
                        position.pending(),
                        position.unacknowledged(),
                        position.redelivered(),
                        Optional.empty(),
                        false,
                        "")
                .with(missing.with(HealthFact.COUNT, position.pending() + position.unacknowledged())
                        .with(HealthFact.DURABLE, consumer.name()));
    }
}
