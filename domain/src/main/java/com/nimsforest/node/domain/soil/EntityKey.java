package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of an entity: a key of the soil's bucket.
 *
 * <p>Rule: <a href="https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-8.md">ADR-8</a>; in
 * addition no leading, trailing or doubled dot, since the key is part of a subject.
 */
public record EntityKey(String value) {
    /** The longest key, in characters. */
    public static final int MAX_LENGTH = 900;

    private static final Pattern ALLOWED = Pattern.compile("[-/_=a-zA-Z0-9]+(\\.[-/_=a-zA-Z0-9]+)*");

    public EntityKey {
        requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("entity must be 1 to " + MAX_LENGTH
                    + " of the characters A-Z a-z 0-9 - / _ = . without a dot at an end: "
                    + value.substring(0, Math.min(80, value.length())).replaceAll("[^ -~]", "�"));
        }
    }

    public static EntityKey of(String value) {
        return new EntityKey(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
