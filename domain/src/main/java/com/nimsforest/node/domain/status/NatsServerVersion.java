package com.nimsforest.node.domain.status;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a nats-server; what stands behind the three numbers ({@code -RC.1}) does not count. */
public record NatsServerVersion(int major, int minor, int patch) implements Comparable<NatsServerVersion> {
    public static final NatsServerVersion OLDEST_SUPPORTED = new NatsServerVersion(2, 11, 0);

    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})");
    private static final Comparator<NatsServerVersion> ORDER = Comparator.comparingInt(NatsServerVersion::major)
            .thenComparingInt(NatsServerVersion::minor)
            .thenComparingInt(NatsServerVersion::patch);

    /** The first version in the text, as {@code nats-server --version} and {@code INFO} have one. */
    public static Optional<NatsServerVersion> in(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? Optional.of(new NatsServerVersion(number(numbers, 1), number(numbers, 2), number(numbers, 3)))
                : Optional.empty();
    }

    /** Whether the text has a version, and that is this one or a later one. */
    public boolean isReachedBy(String text) {
        return in(text).filter(other -> !other.isBefore(this)).isPresent();
    }

    public boolean isBefore(NatsServerVersion other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(NatsServerVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }

    private static int number(Matcher numbers, int group) {
        return Integer.parseInt(numbers.group(group));
    }
}
