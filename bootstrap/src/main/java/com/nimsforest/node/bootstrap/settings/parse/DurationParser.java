package com.nimsforest.node.bootstrap.settings.parse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Go writes them (5s, 500ms, 1m30s, 1.5s) or as ISO 8601 does (PT5S). */
public final class DurationParser {
    private static final Pattern GO = Pattern.compile("\\+?(?:[0-9]{1,15}(?:\\.[0-9]{0,9})?(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private DurationParser() {}

    /** @throws IllegalArgumentException when it is no duration */
    public static Duration read(String text) {
        return GO.matcher(text).matches() ? readGo(text) : readIso(text);
    }

    private static Duration readGo(String text) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        try {
            return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("too long: " + text, tooLong);
        }
    }

    private static Duration readIso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException neither) {
            throw new IllegalArgumentException("not a duration: " + text, neither);
        }
    }
}
