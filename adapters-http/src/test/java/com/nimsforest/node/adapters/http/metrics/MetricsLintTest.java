package com.nimsforest.node.adapters.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsLintTest {
    @Test
    void theRulesFindWhatIsWrong() {
        List<String> problems =
                MetricsLint.of("# TYPE a_count gauge\na_count 1\n# HELP b B.\n# TYPE b counter\nb 1\nc 1\n", "_total");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "a_count: no help", "a_count: reserved suffix", "b: counter without _total", "c: no type");
    }
}
