package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.schedule.ScheduleRule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronUtilsTimesTest {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private final CronUtilsTimes times = new CronUtilsTimes();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *    | 2026-11-30T09:00:00Z     | 2026-11-30T09:15:00Z",
                "*/15 * * * *    | 2026-11-30T09:14:59.999Z | 2026-11-30T09:15:00Z",
                "30 6 * * MON-FRI| 2026-11-27T06:30:00Z     | 2026-11-30T06:30:00Z",
                "0 0 1 JAN *     | 2026-11-30T09:00:00Z     | 2027-01-01T00:00:00Z",
                "0 0 29 2 *      | 2026-11-30T09:00:00Z     | 2028-02-29T00:00:00Z",
                "0 12 * * 0      | 2026-11-30T09:00:00Z     | 2026-12-06T12:00:00Z",
                "0 12 * * 7      | 2026-11-30T09:00:00Z     | 2026-12-06T12:00:00Z",
            })
    void readsTheFiveFieldsOfCron(String expression, Instant after, Instant next) {
        assertThat(times.next(new ScheduleRule.Cron(expression, ZoneOffset.UTC), after))
                .contains(next);
    }

    @Test
    void dayOfMonthAndDayOfWeekAreAlternatives() {
        assertThat(some(new ScheduleRule.Cron("0 0 13 * FRI", ZoneOffset.UTC), "2026-11-30T00:00:00Z", 3))
                .containsExactly("2026-12-04T00:00:00Z", "2026-12-11T00:00:00Z", "2026-12-13T00:00:00Z");
    }

    @Test
    void aTimeThatTheClocksSkipDoesNotComeOnThatDay() {
        assertThat(some(new ScheduleRule.Cron("30 2 * * *", BRUSSELS), "2027-03-27T00:00:00Z", 2))
                .containsExactly("2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z");
    }

    @Test
    void aTimeThatTheClocksRepeatComesOnce() {
        assertThat(some(new ScheduleRule.Cron("30 2 * * *", BRUSSELS), "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    private List<String> some(ScheduleRule.Cron rule, String after, int many) {
        return Stream.iterate(
                        times.next(rule, Instant.parse(after)).orElseThrow(),
                        last -> times.next(rule, last).orElseThrow())
                .limit(many)
                .map(Instant::toString)
                .toList();
    }

    @Test
    void aTimeThatNeverComesIsNone() {
        assertThat(times.next(new ScheduleRule.Cron("0 0 30 2 *", ZoneOffset.UTC), Instant.EPOCH))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"60 * * * *", "* 24 * * *", "* * * * XYZ", "5-1 * * * *", "*/0 * * * *"})
    void whatMeansNothingIsRefused(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times.next(new ScheduleRule.Cron(expression, ZoneOffset.UTC), Instant.EPOCH));
    }
}
