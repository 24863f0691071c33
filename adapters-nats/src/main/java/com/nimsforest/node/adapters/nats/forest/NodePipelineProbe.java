package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.setaside.UnknownRiverMessages;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the facts of the consumers that this node has open, and the number of dead letters; all requests at once, each bounded. */
final class NodePipelineProbe implements PipelineProbe {
    private final JetStreamApi api;
    private final ConsumerRegistry consumers;
    private final UnknownRiverMessages unknown;
    private final MissingHandlerReader missingHandlers;
    private volatile long deadLetters;

    NodePipelineProbe(JetStreamApi api, ConsumerRegistry consumers, UnknownRiverMessages unknown) {
        this.unknown = unknown;
        this.api = api;
        this.consumers = consumers;
        this.missingHandlers = new MissingHandlerReader(api);
    }

    @Override
    public List<ConsumerFacts> consumers() {
        List<CompletableFuture<Optional<ConsumerFacts>>> answers = consumers.open().stream()
                .map(consumer -> consumer.facts().handle((facts, failure) -> Optional.ofNullable(facts)))
                .toList();
        List<ConsumerFacts> own =
                answers.stream().flatMap(answer -> answer.join().stream()).toList();
        return Stream.of(own, unknown.facts(), missing(own))
                .flatMap(List::stream)
                .toList();
    }

    private List<ConsumerFacts> missing(List<ConsumerFacts> own) {
        return missingHandlers
                .read(own.stream().map(ConsumerFacts::name).collect(Collectors.toSet()))
                .exceptionally(unanswered -> List.of())
                .join();
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
