package com.nimsforest.node.ports.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.ConsumerFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamAuditProblemsTest {
    @Test
    void consumersThatNobodyTakesFromOrThatDoNotAnswerAreReportedInALineEach() {
        List<String> problems = StreamAuditProblems.ofConsumers(List.of(
                new ConsumerFacts("RIVER", "trees", 5, 2, false),
                new ConsumerFacts("HUMUS", "soil-1", 3, 1, true),
                ConsumerFacts.waiting("LEAVES", "nim-a-1", "no server answers for it")));

        assertThat(problems)
                .containsExactly(
                        "consumer soil-1 on HUMUS: 4 messages are pending, which no node fetches",
                        "consumer nim-a-1 on LEAVES: no server answers for it");
    }
}
