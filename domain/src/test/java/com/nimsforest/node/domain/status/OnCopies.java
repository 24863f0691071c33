package com.nimsforest.node.domain.status;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies of one stream as they are seen, one look after another. */
abstract class OnCopies {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    final Map<String, CopyTrack> tracks = new LinkedHashMap<>();
    Optional<CopyComparison> found = Optional.empty();
    Instant now = START;

    static CopyFacts copy(long first, long last, long messages) {
        return new CopyFacts("KV_SOIL", first, last, messages);
    }

    void see(String server, boolean current, CopyFacts copy) {
        CopyLook look = new CopyLook(now, current, copy);
        tracks.merge(server, new CopyTrack(server, List.of(look)), (before, one) -> before.with(look));
    }

    void see(String server, CopyFacts copy) {
        see(server, true, copy);
    }

    boolean differ() {
        found = CopyComparison.of("KV_SOIL", tracks.values(), now, found);
        return found.isPresent();
    }

    /** Looks once a second. */
    void forSeconds(int seconds, Runnable looks) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            looks.run();
            differ();
        }
    }
}
