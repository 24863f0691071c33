package com.nimsforest.node.bootstrap.command.look;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people say them, in two or three digits. */
final class HumanReadableUnits {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int STEP = 1000;

    private HumanReadableUnits() {}

    /** Such as {@code 512 B}, {@code 3.2 MB} and {@code 10 GB}. */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP - 0.5 && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        boolean fraction = unit > 0 && amount < 10 && Math.round(amount * 10) % 10 != 0;
        return String.format(Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** Such as {@code 12 s}, {@code 3 min}, {@code 5h 12m} and {@code 12d 3h}. */
    static String time(Duration duration) {
        if (duration.toMinutes() < 1) {
            return Math.max(0, duration.toSeconds()) + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 1
                ? duration.toHours() + "h " + duration.toMinutesPart() + "m"
                : duration.toDays() + "d " + duration.toHoursPart() + "h";
    }

    /** Such as {@code 0.42 ms} and {@code 12 ms}. */
    static String trip(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }
}
