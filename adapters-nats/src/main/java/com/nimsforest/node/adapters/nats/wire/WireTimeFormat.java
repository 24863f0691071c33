package com.nimsforest.node.adapters.nats.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * RFC 3339 times: any offset and fraction is read, UTC with nanoseconds is written. By hand, since each message has one and
 * {@link DateTimeFormatter} took a sixth of what a message costs a node.
 */
final class WireTimeFormat {
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final String OFFSET = "dd:dd";
    private static final int NANO_DIGITS = 9;
    private static final DateTimeFormatter BEYOND_FOUR_DIGITS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WireTimeFormat() {}

    static String write(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            return BEYOND_FOUR_DIGITS.format(time);
        }
        StringBuilder text = new StringBuilder(SHAPE.length() + NANO_DIGITS + 2);
        append(text, utc.getYear(), 4).append('-');
        append(text, utc.getMonthValue(), 2).append('-');
        append(text, utc.getDayOfMonth(), 2).append('T');
        append(text, utc.getHour(), 2).append(':');
        append(text, utc.getMinute(), 2).append(':');
        append(text, utc.getSecond(), 2).append('.');
        return append(text, utc.getNano(), NANO_DIGITS).append('Z').toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("000000000", 0, digits - plain.length()).append(plain);
    }

    static Instant read(String text) {
        int zone = endOfFraction(text);
        if (!has(SHAPE, text, 0) || zone < 0 || !isZone(text, zone)) {
            throw new WireFormatException("ts is no RFC 3339 time with a zone");
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 2),
                    number(text, 8, 2),
                    number(text, 11, 2),
                    number(text, 14, 2),
                    number(text, 17, 2));
            return Instant.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC) - offset(text, zone), nanos(text, zone));
        } catch (DateTimeException wrong) {
            throw new WireFormatException("ts is no time that exists", wrong);
        }
    }

    /** Where the zone begins; -1 for a point without a digit behind it. */
    private static int endOfFraction(String text) {
        int end = SHAPE.length();
        if (end >= text.length() || text.charAt(end) != '.') {
            return end;
        }
        do {
            end++;
        } while (end < text.length() && isDigit(text.charAt(end)));
        return end == SHAPE.length() + 1 ? -1 : end;
    }

    private static boolean isZone(String text, int start) {
        if (start >= text.length()) {
            return false;
        }
        char sign = text.charAt(start);
        return sign == 'Z'
                ? text.length() == start + 1
                : (sign == '+' || sign == '-')
                        && text.length() == start + 1 + OFFSET.length()
                        && has(OFFSET, text, start + 1);
    }

    /** Whether the text has a digit where the shape has a d, and else the same. */
    private static boolean has(String shape, String text, int start) {
        if (text.length() < start + shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char wanted = shape.charAt(i);
            char found = text.charAt(start + i);
            if (wanted == 'd' ? !isDigit(found) : wanted != found) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int number(String text, int start, int digits) {
        return Integer.parseInt(text, start, start + digits, 10);
    }

    /** Of more digits than nine the rest is cut off. */
    private static int nanos(String text, int end) {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = SHAPE.length() + 1 + i;
            nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
        }
        return nanos;
    }

    /** Not by {@link ZoneOffset}, which ends at 18 hours where the format goes to 23:59. */
    private static long offset(String text, int zone) {
        char sign = text.charAt(zone);
        if (sign == 'Z') {
            return 0;
        }
        int hours = number(text, zone + 1, 2);
        int minutes = number(text, zone + 4, 2);
        if (hours > 23 || minutes > 59) {
            throw new WireFormatException("ts has no offset that exists");
        }
        long seconds = hours * 3600L + minutes * 60L;
        return sign == '-' ? -seconds : seconds;
    }
}
