package com.nimsforest.node.adapters.nats.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a nim's state is read from, and what is refused since it would be read as something else. */
class NatsEntityStateCodecTest {
    private final NatsEntityStateCodec codec = new NatsEntityStateCodec();

    record Text(String value) {}

    record Whole(long value) {}

    record Small(int value) {}

    record Boxed(Long value) {}

    record Real(double value) {}

    record Exact(BigDecimal value) {}

    record Flag(boolean value) {}

    record Day(DayOfWeek value) {}

    record CalendarDay(LocalDate value) {}

    record Moment(Instant value) {}

    record Span(Duration value) {}

    record Letter(char value) {}

    record Texts(List<String> value) {}

    record MaybeText(Optional<String> value) {}

    record ById(UUID value) {}

    record Counts(Map<DayOfWeek, Long> value) {}

    record Inner(Whole value) {}

    record Grown(long value, long count, boolean closed, String note, List<String> names) {}

    record All(
            String text,
            long whole,
            int small,
            Long boxed,
            double real,
            float single,
            BigDecimal exact,
            BigInteger huge,
            boolean flag,
            char letter,
            DayOfWeek day,
            Month month,
            Year year,
            YearMonth yearMonth,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            Instant moment,
            Duration span,
            Period period,
            UUID id,
            Optional<String> maybe,
            OptionalLong maybeLong,
            List<Instant> moments,
            Map<DayOfWeek, Long> counts,
            Whole inner) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Text | 5",
                "Text | 1.5",
                "Text | true",
                "MaybeText | 5",
                "Texts | [5]",
                "Whole | \"5\"",
                "Whole | 1.5",
                "Whole | 5.0",
                "Whole | true",
                "Whole | null",
                "Boxed | \"\"",
                "Boxed | \"5\"",
                "Small | 3000000000",
                "Real | \"1.5\"",
                "Real | null",
                "Exact | \"1.5\"",
                "Exact | \"\"",
                "Flag | 1",
                "Flag | \"true\"",
                "Flag | null",
                "Day | 5",
                "Day | \"5\"",
                "Day | \"SOMEDAY\"",
                "Day | \"\"",
                "CalendarDay | 5",
                "CalendarDay | [2026,1,2]",
                "CalendarDay | \"2026-01-02T03:04:05Z\"",
                "Moment | 1700000000000",
                "Moment | 1.5",
                "Moment | \"1700000000\"",
                "Span | 5",
                "Letter | 65",
                "ById | \"\"",
                "Counts | {\"MONDAY\":\"1\"}",
                "Inner | 5",
                "Inner | \"\"",
            })
    void whatWouldBeReadAsSomethingElseIsRefusedWithFieldAndPlace(String type, String json) throws Exception {
        Class<?> state = Class.forName(NatsEntityStateCodecTest.class.getName() + "$" + type);

        assertThatThrownBy(() -> codec.read(JsonPayload.of("{\"value\":" + json + "}"), state))
                .isInstanceOf(RejectedInputException.class)
                .hasMessageMatching("stored state is no " + type + ": \\S*\\[\"value\"]\\S* at character \\d+");
    }

    @Test
    void aStateThatIsNoneIsRefused() {
        assertThatThrownBy(() -> codec.read(JsonPayload.of("null"), Whole.class))
                .isInstanceOf(RejectedInputException.class)
                .hasMessage("stored state is no Whole: null");
    }

    @Test
    void aFieldThatTheRecordDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> codec.read(JsonPayload.of("{\"value\":1,\"other\":2}"), Whole.class))
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("[\"other\"] at character");
    }

    @Test
    void aStateOfBeforeTheRecordHadMoreFieldsIsRead() {
        assertThat(codec.read(JsonPayload.of("{\"value\":1}"), Grown.class))
                .isEqualTo(new Grown(1, 0, false, null, null));
    }

    @Test
    void aWholeNumberIsReadAsOneWithAFraction() {
        assertThat(codec.read(JsonPayload.of("{\"value\":5}"), Real.class)).isEqualTo(new Real(5));
        assertThat(codec.read(JsonPayload.of("{\"value\":5}"), Exact.class)).isEqualTo(new Exact(new BigDecimal("5")));
    }

    @Test
    void whatItWritesItReads() {
        Map<DayOfWeek, Long> counts = new EnumMap<>(Map.of(DayOfWeek.MONDAY, 3L));
        Instant moment = Instant.parse("2026-11-23T23:21:36.087802027Z");
        All all = new All(
                "",
                Long.MIN_VALUE,
                -5,
                null,
                1e300,
                5.5f,
                new BigDecimal("1.10"),
                new BigInteger("99999999999999999999"),
                true,
                'c',
                DayOfWeek.SUNDAY,
                Month.MAY,
                Year.of(2026),
                YearMonth.of(2026, 2),
                LocalDate.of(2024, 2, 29),
                LocalTime.MAX,
                LocalDateTime.MIN,
                moment,
                Duration.ofMillis(-1500),
                Period.ofDays(3),
                new UUID(1, 2),
                Optional.empty(),
                OptionalLong.of(5),
                List.of(moment, Instant.MAX, Instant.EPOCH),
                counts,
                new Whole(3));

        assertThat(codec.read(codec.write(all), All.class)).isEqualTo(all);
    }
}
