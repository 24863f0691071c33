package com.nimsforest.node.adapters.nats.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 3339 times: any offset and fraction is read, UTC with nanoseconds is written. */
final class WireTimeFormat {
    private static final Pattern TEXT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(Z|([+-])(\\d\\d):(\\d\\d))");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WireTimeFormat() {}

    static String write(Instant time) {
        return WRITTEN.format(time);
    }

    static Instant read(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new WireFormatException("ts is no RFC 3339 time with a zone");
        }
        try {
            return LocalDateTime.parse(parts.group(1))
                    .toInstant(ZoneOffset.UTC)
                    .plusNanos(nanos(parts.group(2)))
                    .minusSeconds(offset(parts));
        } catch (DateTimeException wrong) {
            throw new WireFormatException("ts is no time that exists", wrong);
        }
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction.substring(1) + "000000000").substring(0, 9));
    }

    /** Not by {@link ZoneOffset}, which ends at 18 hours where the format goes to 23:59. */
    private static long offset(Matcher parts) {
        if (parts.group(4) == null) {
            return 0;
        }
        int hours = Integer.parseInt(parts.group(5));
        int minutes = Integer.parseInt(parts.group(6));
        if (hours > 23 || minutes > 59) {
            throw new WireFormatException("ts has no offset that exists");
        }
        long seconds = hours * 3600L + minutes * 60L;
        return parts.group(4).equals("-") ? -seconds : seconds;
    }
}
