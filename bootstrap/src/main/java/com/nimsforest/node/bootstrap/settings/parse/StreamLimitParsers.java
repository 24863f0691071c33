package com.nimsforest.node.bootstrap.settings.parse;

import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of settings about JetStream. */
public final class StreamLimitParsers {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})\\s*([KMGT]?)I?B?", Pattern.CASE_INSENSITIVE);
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
    private static final Pattern SUBJECT = Pattern.compile("[^\\s.*>]+(\\.[^\\s.*>]+)*");
    private static final Duration SHORTEST_WINDOW = Duration.ofMillis(100);

    private StreamLimitParsers() {}

    /**
     * Sizes by stream, such as {@code RIVER=2GB,HUMUS=500MB}; a unit is a power of 1024, as in nats-server's configuration.
     *
     * @param streams the names that may be given, and what each stands for
     */
    public static SettingParser<Map<String, Long>> sizes(Map<String, String> streams) {
        Set<String> names = new java.util.TreeSet<>(streams.keySet());
        return new SettingParser<>(
                "STREAM=SIZE, with commas between several, such as RIVER=2GB,HUMUS=500MB; streams: "
                        + String.join(", ", names),
                text -> {
                    Map<String, Long> sizes = new LinkedHashMap<>();
                    for (String part : text.split(",", -1)) {
                        String[] pair = part.split("=", 2);
                        String stream = streams.get(pair[0].strip().toUpperCase(Locale.ROOT));
                        if (stream == null || pair.length < 2 || sizes.put(stream, size(pair[1])) != null) {
                            throw new IllegalArgumentException("not a size of a stream: " + part);
                        }
                    }
                    return sizes;
                });
    }

    private static long size(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("not a size: " + text);
        }
        int power = UNITS.indexOf(size.group(2).toUpperCase(Locale.ROOT));
        try {
            long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * power));
            if (bytes > 0) {
                return bytes;
            }
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("too large: " + text, tooLarge);
        }
        throw new IllegalArgumentException("no size at all: " + text);
    }

    /** A subject that others are made from by adding tokens. */
    public static SettingParser<String> subjectPrefix() {
        return new SettingParser<>(
                "a subject without wildcards and without a dot at the end, such as _INBOX_node1", text -> {
                    if (!SUBJECT.matcher(text).matches()) {
                        throw new IllegalArgumentException("not a subject: " + text);
                    }
                    return text;
                });
    }

    /** The name of a JetStream domain, which is one token of a subject. */
    public static SettingParser<String> domain() {
        return new SettingParser<>(
                "the name of a JetStream domain: letters, digits, '_' or '-'",
                text -> Token.of(text).value());
    }

    /** How long ids are remembered: at least as long as a server can. */
    public static SettingParser<Duration> duplicateWindow() {
        SettingParser<Duration> duration = SettingParsers.duration();
        return new SettingParser<>("a duration from 100ms to 24h, with its unit: 1m, 30s or PT1M", text -> {
            Duration window = duration.reader().apply(text);
            if (window.compareTo(SHORTEST_WINDOW) < 0) {
                throw new IllegalArgumentException("too short: " + text);
            }
            return window;
        });
    }
}
