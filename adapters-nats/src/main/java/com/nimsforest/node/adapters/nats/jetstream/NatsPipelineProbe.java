package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.ports.driven.PipelineProbe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks at the consumers that this node takes part in, and at the dead letters; all questions at once, each bounded. */
final class NatsPipelineProbe implements PipelineProbe {
    private final JetStreamApi api;
    private final Consumers consumers;
    private volatile long letters;

    NatsPipelineProbe(JetStreamApi api, Consumers consumers) {
        this.api = api;
        this.consumers = consumers;
    }

    @Override
    public List<ConsumerFacts> consumers() {
        List<CompletableFuture<Optional<ConsumerFacts>>> answers = consumers.open().stream()
                .map(consumer -> consumer.facts().handle((facts, failure) -> Optional.ofNullable(facts)))
                .toList();
        return answers.stream().flatMap(answer -> answer.join().stream()).toList();
    }

    @Override
    public long deadLetters() {
        return api.call("STREAM.INFO." + StreamLayout.DEADLETTER, null)
                .handle((info, failure) -> {
                    if (failure == null) {
                        letters = info.path("state").path("messages").asLong();
                    }
                    return letters;
                })
                .join();
    }
}
