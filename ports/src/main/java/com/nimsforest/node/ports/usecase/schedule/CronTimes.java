package com.nimsforest.node.ports.usecase.schedule;

import com.nimsforest.node.domain.schedule.ScheduleRule;
import java.time.Instant;
import java.util.Optional;

/** Reads cron expressions. Any thread. */
public interface CronTimes {
    /**
     * The first time after the given one; empty when there is none, as of {@code 0 0 30 2 *}.
     *
     * @throws IllegalArgumentException when the expression means nothing
     */
    Optional<Instant> next(ScheduleRule.Cron rule, Instant after);
}
