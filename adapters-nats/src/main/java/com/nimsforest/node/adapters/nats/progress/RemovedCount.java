package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How many messages somebody removed, remembered for a day after the last one. Any thread. */
public final class RemovedCount {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Clock clock;
    private final HealthFinding told;
    private long count;
    private Instant since = Instant.EPOCH;
    private Instant until = Instant.EPOCH;

    /** @param told what is told of them, but for their number and the time of the last one */
    public RemovedCount(Clock clock, HealthFinding told) {
        this.clock = clock;
        this.told = told;
    }

    public synchronized void add(long removed) {
        until = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        since = count == 0 ? until : since;
        count += removed;
    }

    /** What was removed within a day; empty when nothing was. */
    public synchronized Optional<HealthFinding> finding() {
        if (until.plus(REMEMBERED).isBefore(clock.instant())) {
            count = 0;
            return Optional.empty();
        }
        return Optional.of(
                told.with(HealthFact.COUNT, count).with(HealthFact.END, until).since(since));
    }
}
