package com.nimsforest.node.domain.compost;

/**
 * What the humus holds at one moment.
 *
 * @param epoch the life of the stream that it is in
 * @param first the place of the oldest entry
 * @param last the place of the newest entry ever added; less than {@code first} when there is none left
 */
public record HumusSequenceRange(long epoch, long first, long last) {
    public HumusSequenceRange {
        if (epoch < 0 || first < 0 || last < 0) {
            throw new IllegalArgumentException("span must not be negative: " + epoch + ":" + first + "-" + last);
        }
    }

    /** Whether nothing of this life has aged out or was taken away at its beginning. */
    public boolean isWhole() {
        return first <= 1;
    }

    public boolean isEmpty() {
        return last == 0 || first > last;
    }

    public boolean holds(long sequence) {
        return sequence >= first && sequence <= last;
    }

    /** How much has been read once the entry with the sequence is, from 0 to 100. */
    public int percent(long sequence) {
        return isEmpty() ? 100 : (int) (100 * (sequence - first + 1) / (last - first + 1));
    }
}
