package com.nimsforest.node.domain.soil;

/** Which version of an entry one has read: the sequence of its message in the soil's stream; 0 when there is none. */
public record Revision(long value) {
    public Revision {
        if (value < 0) {
            throw new IllegalArgumentException("revision must not be negative: " + value);
        }
    }

    public static Revision none() {
        return new Revision(0);
    }

    public static Revision of(long value) {
        return new Revision(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
