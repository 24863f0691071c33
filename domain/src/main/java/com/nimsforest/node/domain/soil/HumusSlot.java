package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the humus, ordered: the epoch rises whenever the humus stream was made anew and its sequences began again;
 * the sequence is that of the stream. Written {@code <epoch>:<sequence>} in the header {@code Nimsforest-Source}.
 *
 * @param stored when the humus took it in; {@link Instant#EPOCH} when that is not known. No part of the place: two slots are
 *     equal whatever it is
 */
public record HumusSlot(long epoch, long sequence, Instant stored) implements Comparable<HumusSlot> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):(\\d{1,18})");
    private static final Comparator<HumusSlot> ORDER =
            Comparator.comparingLong(HumusSlot::epoch).thenComparingLong(HumusSlot::sequence);

    public HumusSlot {
        requireNonNull(stored, "stored");
        if (epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException("slot must not be negative: " + epoch + ":" + sequence);
        }
    }

    public HumusSlot(long epoch, long sequence) {
        this(epoch, sequence, Instant.EPOCH);
    }

    /** The slot before all others: of what no compost has touched. */
    public static HumusSlot none() {
        return new HumusSlot(0, 0);
    }

    public static Optional<HumusSlot> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new HumusSlot(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    public HumusSlot storedAt(Instant time) {
        return new HumusSlot(epoch, sequence, time);
    }

    public boolean isTimed() {
        return !stored.equals(Instant.EPOCH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HumusSlot slot && slot.epoch == epoch && slot.sequence == sequence;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch) * 31 + Long.hashCode(sequence);
    }

    @Override
    public int compareTo(HumusSlot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + ":" + sequence;
    }
}
