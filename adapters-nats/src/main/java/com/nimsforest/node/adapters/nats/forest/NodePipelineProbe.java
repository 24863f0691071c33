package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.monitor.StreamChangeDetector;
import com.nimsforest.node.adapters.nats.setaside.UnknownRiverMessages;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the facts of the consumers that this node has open, and the number of dead letters; all requests at once, each bounded. */
final class NodePipelineProbe implements PipelineProbe {
    private final JetStreamApi api;
    private final ConsumerRegistry consumers;
    private final UnknownRiverMessages unknown;
    private final MissingHandlerReader missingHandlers;
    private final StreamChangeDetector changes;
    /** The streams of which nothing has changed since all was asked. */
    private volatile Set<String> unchanged = Set.of();

    private volatile boolean noneMissing;
    private volatile long deadLetters;

    NodePipelineProbe(
            JetStreamApi api, ConsumerRegistry consumers, UnknownRiverMessages unknown, StreamChangeDetector changes) {
        this.unknown = unknown;
        this.api = api;
        this.consumers = consumers;
        this.missingHandlers = new MissingHandlerReader(api);
        this.changes = changes;
    }

    @Override
    public List<ConsumerFacts> consumers() {
        Set<String> same = changes.unchanged();
        unchanged = same;
        List<CompletableFuture<Optional<ConsumerFacts>>> answers = consumers.open().stream()
                .map(consumer -> consumer.facts(same).handle((facts, failure) -> Optional.ofNullable(facts)))
                .toList();
        List<ConsumerFacts> own =
                answers.stream().flatMap(answer -> answer.join().stream()).toList();
        return Stream.of(own, unknown.facts(), missing(own))
                .flatMap(List::stream)
                .toList();
    }

    private List<ConsumerFacts> missing(List<ConsumerFacts> own) {
        if (noneMissing && unchanged.containsAll(MissingHandlerReader.STREAMS)) {
            return List.of();
        }
        Optional<List<ConsumerFacts>> found = missingHandlers
                .read(own.stream().map(ConsumerFacts::name).collect(Collectors.toSet()))
                .thenApply(Optional::of)
                .exceptionally(unanswered -> Optional.empty())
                .join();
        noneMissing = found.filter(List::isEmpty).isPresent();
        return found.orElse(List.of());
    }

    @Override
    public List<FailingMessage> failing() {
        return consumers.open().stream()
                .flatMap(consumer -> consumer.failing().stream())
                .sorted(Comparator.comparing(FailingMessage::since))
                .toList();
    }

    @Override
    public long deadLetters() {
        if (unchanged.contains(ForestStreamLayout.DEADLETTER)) {
            return deadLetters;
        }
        return StreamInfo.get(api, ForestStreamLayout.DEADLETTER)
                .handle((info, failure) -> {
                    if (failure == null) {
                        deadLetters = info.messages();
                    }
                    return deadLetters;
                })
                .join();
    }
}
