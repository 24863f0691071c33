package com.nimsforest.node.adapters.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeFormatTest {
    private static final DateTimeFormatter REFERENCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int TRIES = 100_000;
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Random random = new Random(7);

    @Test
    void whatIsWrittenIsWhatTheLibraryWritesAndIsReadAgain() {
        for (int i = 0; i < TRIES; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(FIRST, LAST + 1), random.nextInt(1_000_000_000));

            String text = WireTimeFormat.write(time);

            assertThat(text).isEqualTo(REFERENCE.format(time));
            assertThat(WireTimeFormat.read(text)).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void yearsOfOtherLengthsAreWrittenAsBefore(String text) {
        Instant time = Instant.parse(text);

        assertThat(WireTimeFormat.write(time)).isEqualTo(REFERENCE.format(time));
    }

    @Test
    void offsetsAndFractionsAreReadAsTheLibraryReadsThem() {
        for (int i = 0; i < TRIES; i++) {
            String text = REFERENCE
                            .format(Instant.ofEpochSecond(random.nextLong(FIRST, LAST + 1)))
                            .substring(0, 19)
                    + fraction()
                    + zone();

            assertThat(WireTimeFormat.read(text))
                    .as(text)
                    .isEqualTo(OffsetDateTime.parse(text).toInstant());
        }
    }

    private String fraction() {
        int digits = random.nextInt(10);
        return digits == 0
                ? ""
                : "." + "%09d".formatted(random.nextInt(1_000_000_000)).substring(0, digits);
    }

    private String zone() {
        return random.nextBoolean()
                ? "Z"
                : "%s%02d:%02d".formatted(random.nextBoolean() ? "+" : "-", random.nextInt(18), random.nextInt(60));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T23:21:36.1234567899999Z, 2026-11-23T23:21:36.123456789Z",
        "2026-11-23T23:21:36+23:59, 2026-11-22T23:22:36Z",
        "2026-11-23T23:21:36-23:59, 2026-11-24T23:20:36Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void moreDigitsAreCutOffAndOffsetsGoTo24Hours(String text, String time) {
        assertThat(WireTimeFormat.read(text)).isEqualTo(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-23T23:21:36",
                "2026-11-23T23:21:36.",
                "2026-11-23T23:21:36.Z",
                "2026-11-23T23:21:36.1",
                "2026-11-23T23:21:36Z ",
                " 2026-11-23T23:21:36Z",
                "2026-11-23t23:21:36Z",
                "2026-11-23T23:21:36z",
                "2026-11-23 23:21:36Z",
                "2026-11-23T23:21Z",
                "2026-11-23T23:21:36+2:00",
                "2026-11-23T23:21:36+0200",
                "2026-11-23T23:21:36+02:00:00",
                "2026-11-23T23:21:36+24:00",
                "2026-11-23T23:21:36+02:60",
                "2026-13-23T23:21:36Z",
                "2026-02-29T23:21:36Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T23:60:36Z",
                "2026-11-23T23:21:60Z",
                "2026-11-23T23:21:3\u0661Z",
                "+2026-11-23T23:21:36Z",
                "-026-11-23T23:21:36Z",
                "2026-+1-23T23:21:36Z"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> WireTimeFormat.read(text))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("ts ");
    }
}
