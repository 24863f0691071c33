package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForestStatusProblemTest {
    @Test
    void aLimitOfTheServerIsOneProblemWithAllItsConsumersAndCommands() {
        assertThat(problems(limited("trees", 10, "nats 1"), limited("soil", 10, "nats 2")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.reason()).isEqualTo("consumer trees, soil may ask for 10 messages at once");
                    assertThat(problem.hint()).endsWith(", then: nats 1; nats 2");
                });
    }

    @Test
    void theLimitOfOneConsumerIsAProblemOfItsOwn() {
        assertThat(problems(limited("trees", 10, "nats 1"), limited("soil", 20, "nats 2")))
                .extracting(ForestStatusProblem::hint)
                .satisfiesExactly(
                        hint -> assertThat(hint).endsWith(", then: nats 1"),
                        hint -> assertThat(hint).endsWith(", then: nats 2"));
    }

    private static HealthFinding limited(String consumer, long batch, String command) {
        return HealthFinding.about(consumer, ProblemKind.CONSUMER_BATCH_LIMITED)
                .with(HealthFact.BATCH, batch)
                .with(HealthFact.COMMAND, command);
    }

    private static List<ForestStatusProblem> problems(HealthFinding... findings) {
        return ForestStatusProblem.of(HealthReport.ofFindings("node-1", "0.1.0", Instant.EPOCH, List.of(findings)));
    }
}
