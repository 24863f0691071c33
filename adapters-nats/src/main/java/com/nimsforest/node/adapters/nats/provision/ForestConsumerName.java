package com.nimsforest.node.adapters.nats.provision;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a durable consumer of the forest: what it is for, and the identity of the stream whose messages it counts.
 *
 * @param purpose such as {@code trees}, {@code nim-aftersales}, {@code entity-counter} or {@code soil}
 */
public record ForestConsumerName(String purpose, long identity) {
    /** Thirteen digits: an identity is a time in milliseconds; the names that Go nodes make end with nanoseconds. */
    private static final Pattern NAME = Pattern.compile("(trees|soil|leaves|(?:tree|nim|entity)-.+)-([0-9]{13})");

    /** The parts of a name; empty when no node of this kind made it. */
    public static Optional<ForestConsumerName> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new ForestConsumerName(parts.group(1), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return purpose + "-" + identity;
    }
}
