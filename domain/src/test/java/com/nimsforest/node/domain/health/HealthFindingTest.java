package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthFindingTest {
    private static final HealthFinding FINDING = HealthFinding.about("RIVER", ProblemKind.NO_QUORUM)
            .with(HealthFact.THERE, 1)
            .with(HealthFact.MISSING, List.of("b", "c"))
            .with(HealthFact.NEVER_SEEN, List.of("b:6222", "c:6222"))
            .with(HealthFact.END, Instant.parse("2026-01-02T03:04:05Z"))
            .with(HealthFact.CAUSE, "");

    @Test
    void eachFactHasItsTextInTheOrderInWhichItWasAdded() {
        assertThat(FINDING.texts())
                .containsExactly(
                        entry("there", "1"),
                        entry("missing", "b, c"),
                        entry("neverSeen", "[b:6222, c:6222]"),
                        entry("end", "2026-01-02T03:04:05Z"),
                        entry("cause", ""));
    }

    @Test
    void whatAnotherNodeToldHasTheSameValues() {
        assertThat(HealthFinding.read(FINDING.kind(), "RIVER", FINDING.texts(), Optional.empty()))
                .isEqualTo(FINDING);
    }

    @Test
    void eachFactIsReadInTheFormInWhichItIsWritten() throws IllegalAccessException {
        Map<HealthFact.Form, String> samples = Map.of(
                HealthFact.Form.TEXT, "so",
                HealthFact.Form.NUMBER, "3",
                HealthFact.Form.TIME, "2026-01-02T03:04:05Z",
                HealthFact.Form.NAMES, "b, c",
                HealthFact.Form.LIST, "[b, c]");

        for (Field constant : HealthFact.class.getFields()) {
            HealthFact<?> fact = (HealthFact<?>) constant.get(null);
            HealthFinding read = HealthFinding.read(
                    ProblemKind.NO_QUORUM, "", Map.of(fact.name(), samples.get(fact.form())), Optional.empty());
            assertThat(read.fact(fact)).as(fact.name()).isPresent();
        }
    }

    @Test
    void aTextThatIsNotOfItsFactsFormStaysAsItWasTold() {
        Map<String, String> told =
                Map.of("there", "one", "expected", "03", "end", "2026-01-02T03:04:05.000Z", "of-another-version", "1");
        HealthFinding read = HealthFinding.read(ProblemKind.MACHINES_MISSING, "", told, Optional.empty());

        assertThat(read.about()).isEmpty();
        assertThat(read.fact(HealthFact.THERE)).isEmpty();
        assertThat(read.texts()).isEqualTo(told);
        assertThat(read.reason()).startsWith("one of 03 machines");
    }

    @Test
    void theSameFactOfTwoKindsMayHaveTwoForms() {
        HealthFinding differ =
                HealthFinding.about("RIVER", ProblemKind.REPLICAS_DIFFER).with(HealthFact.DIFFERENCE, "a: 1, b: 2");

        assertThat(HealthFinding.read(differ.kind(), "RIVER", differ.texts(), Optional.empty()))
                .isEqualTo(differ);
    }
}
