package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.lab.bench.BenchComparison.Round;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private final BenchReport report = new BenchReport(
            new BenchPlan(500, 64, 3, 3, true, false, "", Path.of("somewhere")),
            "2.15.3",
            2,
            List.of(new BenchComparison(
                    "river put", 500, List.of(new Round(900, 1000), new Round(50, 100), new Round(2400, 2000)))),
            List.of("I8: wrong"));

    @Test
    void peopleReadMediansAndHowFarTheRatiosAreApart() {
        assertThat(report.rows())
                .containsExactly(List.of("river put", "500", "900/s", "1000/s", "0.90", "0.50 to 1.20"));
        assertThat(report.environment())
                .startsWith(
                        "3 nats-servers 2.15.3, R3, sync always, 2 processors; 64 bytes a message, median of 3 rounds");
    }

    @Test
    void aRatioIsThatOfOneRoundSoThatASlowMomentOfTheMachineCountsForBoth() {
        BenchComparison slower =
                new BenchComparison("x", 1, List.of(new Round(10, 10), new Round(1, 1), new Round(1000, 1000)));

        assertThat(slower.ratio()).isEqualTo(new RateStats(1, 1, 1));
    }

    @Test
    void programsReadEachFigure() {
        assertThat(report.json())
                .containsEntry("server", "2.15.3")
                .containsEntry("replicas", 3)
                .containsEntry("sync", "always")
                .containsEntry("size", 64)
                .containsEntry("rounds", 3)
                .containsEntry("problems", List.of("I8: wrong"))
                .containsEntry(
                        "results",
                        List.of(Map.of(
                                "work",
                                "river put",
                                "messages",
                                500,
                                "nimsforestPerSecond",
                                Map.of("median", 900.0, "lowest", 50.0, "highest", 2400.0),
                                "jnatsPerSecond",
                                Map.of("median", 1000.0, "lowest", 100.0, "highest", 2000.0),
                                "ratio",
                                Map.of("median", 0.9, "lowest", 0.5, "highest", 1.2))));
    }
}
