package com.nimsforest.node.domain.payload;

import java.time.Duration;

/** Durations as settings have them, which is as Go writes them. */
public final class DurationText {
    private DurationText() {}

    /** Such as {@code 500ms}, {@code 5s} and {@code 1m30s}; no finer than milliseconds. */
    public static String of(Duration duration) {
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + "ms";
        }
        String minutes = duration.toMinutes() > 0 ? duration.toMinutes() + "m" : "";
        double seconds = duration.toMillis() % 60_000 / 1000.0;
        String rest = seconds % 1 == 0 ? Long.toString((long) seconds) : Double.toString(seconds);
        return seconds == 0 ? minutes : minutes + rest + "s";
    }
}
