package com.nimsforest.node.domain.river;

import java.util.Optional;

/**
 * The place that river data had in the river, which it keeps when it is set aside, becomes a dead letter and is put back.
 * Its text is {@code <identity>:<sequence>}.
 *
 * @param identity which river: it changes when the stream is created again
 * @param sequence its stream sequence there
 */
public record RiverPosition(long identity, long sequence) {
    public static Optional<RiverPosition> parse(String text) {
        return text.matches("\\d{1,18}:\\d{1,18}")
                ? Optional.of(new RiverPosition(
                        Long.parseLong(text.substring(0, text.indexOf(':'))),
                        Long.parseLong(text.substring(text.indexOf(':') + 1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return identity + ":" + sequence;
    }
}
