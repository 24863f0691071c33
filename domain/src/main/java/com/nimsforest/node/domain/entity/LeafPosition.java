package com.nimsforest.node.domain.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message comes of, in the header {@code Nimsforest-Position}: {@code <identity>:<sequence>/<name>/<n>}. The same in
 * each copy of the message, however often it is stored, and in an order that nothing changes.
 *
 * @param stream the identity of the river, or {@code <stream>-<identity>} for another stream: letters, digits, {@code _} and
 *     {@code -}
 * @param sequence the place in that stream
 * @param path who made what of it, each as {@code /<tree or nim>/<n>}; empty for the message of the stream itself
 */
public record LeafPosition(String stream, long sequence, String path) implements Comparable<LeafPosition> {
    private static final String STEPS = "(?:/[A-Za-z0-9][A-Za-z0-9_-]{0,62}/\\d{1,9})*";
    private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern PATH = Pattern.compile(STEPS);
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]{1,64}):(\\d{1,18})(" + STEPS + ")");
    private static final Comparator<LeafPosition> ORDER = Comparator.comparing(LeafPosition::stream)
            .thenComparingLong(LeafPosition::sequence)
            .thenComparing(LeafPosition::path, LeafPosition::comparePaths);

    public LeafPosition {
        requireNonNull(stream, "stream");
        requireNonNull(path, "path");
        if (sequence < 0
                || !STREAM.matcher(stream).matches()
                || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("no position: " + stream + ":" + sequence + path);
        }
    }

    /** The position of a message of a stream. */
    public static LeafPosition of(String stream, long sequence) {
        return new LeafPosition(stream, sequence, "");
    }

    public static Optional<LeafPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LeafPosition(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    /** The name of the stream: the river is told by its identity alone. */
    public String streamName() {
        int end = stream.lastIndexOf('-');
        return end < 0 ? "RIVER" : stream.substring(0, end);
    }

    /** The position of the {@code n}th thing (from 0) that the named one makes of this. */
    public LeafPosition derive(Token by, int n) {
        return new LeafPosition(stream, sequence, path + "/" + by + "/" + n);
    }

    /** Within one stream by sequence, then by who made it and in which order; streams by name. */
    @Override
    public int compareTo(LeafPosition other) {
        return ORDER.compare(this, other);
    }

    private static int comparePaths(String one, String other) {
        String[] ones = one.split("/");
        String[] others = other.split("/");
        for (int i = 1; i < Math.min(ones.length, others.length); i++) {
            boolean isNumber = i % 2 == 0;
            int order = isNumber
                    ? Integer.compare(Integer.parseInt(ones[i]), Integer.parseInt(others[i]))
                    : ones[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.length, others.length);
    }

    @Override
    public String toString() {
        return stream + ":" + sequence + path;
    }
}
