package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.progress.AskedPatterns;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Reads which river subjects are asked for: by the trees of the fleet, and by the consumers of other clients. Any thread. */
public final class AskedPatternReader {
    private final JetStreamApi api;
    private final Clock clock;

    public AskedPatternReader(JetStreamApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Empty when nobody ever asked for anything, and when a consumer does not answer. Fails as {@link JetStreamApi#call}. */
    public CompletableFuture<List<SubjectPattern>> asked() {
        return ConsumerList.find(api, ForestStreamLayout.RIVER, 0)
                .thenApply(found ->
                        found.filter(ConsumerList::isComplete).map(ConsumerList::consumers).orElse(List.of()).stream()
                                .flatMap(this::ofConsumer)
                                .distinct()
                                .toList());
    }

    private Stream<SubjectPattern> ofConsumer(ConsumerInfo consumer) {
        LocalDate today = LocalDate.ofInstant(consumer.serverTime().orElseGet(clock::instant), ZoneOffset.UTC);
        List<SubjectPattern> asked = AskedPatterns.of(consumer.config(), today).patterns();
        return asked.isEmpty() ? Stream.of(SubjectPattern.of(">")) : asked.stream();
    }
}
