package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.progress.AskedPatterns;
import com.nimsforest.node.adapters.nats.progress.ConsumerState;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads which river subjects are asked for: by the trees of the fleet, and by the consumers of other clients. Any thread. */
public final class AskedPatternReader {
    /** The servers wait four seconds for the leaders of the consumers that they list. */
    private static final Duration COMPLETE = Duration.ofSeconds(6);

    private final JetStreamApi api;
    private final Clock clock;

    public AskedPatternReader(JetStreamApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Empty when nobody ever asked for anything, and when a consumer does not answer. Fails as {@link JetStreamApi#call}. */
    public CompletableFuture<List<SubjectPattern>> asked() {
        return api.find("CONSUMER.LIST." + ForestStreamLayout.RIVER, null, COMPLETE)
                .thenApply(answer -> answer.map(this::patterns).orElse(List.of()));
    }

    private List<SubjectPattern> patterns(JsonNode answer) {
        JsonNode consumers = answer.path("consumers");
        boolean complete = answer.path("missing").isEmpty()
                && consumers.size() >= answer.path("total").asInt();
        return complete
                ? StreamSupport.stream(consumers.spliterator(), false)
                        .flatMap(this::ofConsumer)
                        .distinct()
                        .toList()
                : List.of();
    }

    private Stream<SubjectPattern> ofConsumer(JsonNode consumer) {
        LocalDate today =
                LocalDate.ofInstant(ConsumerState.serverTime(consumer).orElseGet(clock::instant), ZoneOffset.UTC);
        List<SubjectPattern> asked =
                AskedPatterns.of(consumer.path("config"), today).patterns();
        return asked.isEmpty() ? Stream.of(SubjectPattern.of(">")) : asked.stream();
    }
}
