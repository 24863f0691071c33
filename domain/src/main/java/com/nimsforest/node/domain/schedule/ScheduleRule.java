package com.nimsforest.node.domain.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** At which times something is due. */
public sealed interface ScheduleRule {
    /** The same text means the same times. */
    String text();

    /**
     * At each multiple of the interval since 1970 in UTC, so that all nodes find the same times.
     *
     * @param interval from five seconds to a year, in whole seconds
     */
    record Interval(Duration interval) implements ScheduleRule {
        private static final Duration SHORTEST = Duration.ofSeconds(5);
        private static final Duration LONGEST = Duration.ofDays(366);

        public Interval {
            if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0 || interval.getNano() != 0) {
                throw new IllegalArgumentException(
                        "interval must be whole seconds, from 5 of them to 366 days: " + interval);
            }
        }

        /** The first of the times after the given one. */
        public Instant next(Instant after) {
            long seconds = interval.toSeconds();
            return Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), seconds) + 1) * seconds);
        }

        @Override
        public String text() {
            return "every " + interval;
        }
    }

    /**
     * At the times of a cron expression: minute, hour, day of month, month, day of week.
     *
     * @param zone whose clocks it is read by
     */
    record Cron(String expression, ZoneId zone) implements ScheduleRule {
        private static final Pattern ALLOWED = Pattern.compile("[-A-Za-z0-9*/,]+( [-A-Za-z0-9*/,]+){4}");

        public Cron {
            requireNonNull(zone, "zone");
            if (!ALLOWED.matcher(expression).matches()) {
                throw new IllegalArgumentException(
                        "cron expression must be minute, hour, day of month, month and day of"
                                + " week, with one space between them: " + expression);
            }
        }

        @Override
        public String text() {
            return "cron " + expression + " " + zone;
        }
    }
}
