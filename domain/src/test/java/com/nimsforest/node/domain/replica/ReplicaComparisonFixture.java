package com.nimsforest.node.domain.replica;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies of one stream as they are seen, one look after another. */
abstract class ReplicaComparisonFixture {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    final Map<String, ReplicaHistory> tracks = new LinkedHashMap<>();
    Optional<ReplicaComparison> found = Optional.empty();
    Instant now = START;

    static StreamReplicaContent copy(long first, long last, long messages) {
        return new StreamReplicaContent("KV_SOIL", first, last, messages);
    }

    void see(String server, boolean current, StreamReplicaContent copy) {
        ReplicaObservation observation = new ReplicaObservation(now, current, copy);
        tracks.merge(
                server, new ReplicaHistory(server, List.of(observation)), (before, one) -> before.with(observation));
    }

    void see(String server, StreamReplicaContent copy) {
        see(server, true, copy);
    }

    boolean differ() {
        found = ReplicaComparison.of("KV_SOIL", tracks.values(), now, found);
        return found.isPresent();
    }

    /** Looks once a second. */
    void forSeconds(int seconds, Runnable observe) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            observe.run();
            differ();
        }
    }
}
