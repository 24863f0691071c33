package com.nimsforest.node.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafScheduleTest {
    private static final Subject BEAT = Subject.of("report.beat");

    @ParameterizedTest
    @CsvSource({
        "PT5M, 2026-11-30T09:00:00Z, 2026-11-30T09:05:00Z",
        "PT5M, 2026-11-30T09:04:59.999Z, 2026-11-30T09:05:00Z",
        "PT1H, 2026-11-30T09:04:00Z, 2026-11-30T10:00:00Z",
        "PT24H, 2026-11-30T09:04:00Z, 2026-12-01T00:00:00Z",
        "PT7S, 1969-12-31T23:59:58Z, 1970-01-01T00:00:00Z",
    })
    void anIntervalIsDueAtItsMultiples(Duration interval, Instant after, Instant next) {
        assertThat(new ScheduleRule.Interval(interval).next(after)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4S", "PT0S", "-PT5S", "PT5.5S", "PT9000H"})
    void anIntervalThatIsTooShortOrTooLongIsRefused(Duration interval) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeafSchedule.every(interval, BEAT))
                .withMessageContaining("from 5 of them to 366 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "* * * * * *", "0  6 * * *", "0 6 * * \"", "@daily"})
    void whatIsNoCronExpressionOfFiveFieldsIsRefused(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeafSchedule.cron(expression, ZoneOffset.UTC, BEAT))
                .withMessageContaining("minute, hour, day of month, month and day of week");
    }

    @Test
    void aLeafThatCannotBeKeptIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeafSchedule.every(Duration.ofMinutes(1), Subject.of("river.beat")));
    }

    @Test
    void theTextTellsRulesApart() {
        assertThat(LeafSchedule.every(Duration.ofMinutes(5), BEAT).rule().text())
                .isEqualTo("every PT5M");
        assertThat(LeafSchedule.cron("30 6 * * MON-FRI", ZoneId.of("Europe/Brussels"), BEAT)
                        .rule()
                        .text())
                .isEqualTo("cron 30 6 * * MON-FRI Europe/Brussels");
    }
}
