package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemKindTest {
    private static final Path RUNBOOK = Path.of("..", "docs", "RUNBOOK.md");

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void eachKindHasItsEntryInTheRunbook(ProblemKind kind) throws IOException {
        List<String> anchors = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();

        assertThat(anchors).contains(kind.runbook());
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void theRunbookHasTheExactWordsOfEachKind(ProblemKind kind) throws IOException {
        assertThat(Files.readAllLines(RUNBOOK))
                .contains("| `%s` | %s | %s | `%s` | [%s](#%s) |"
                        .formatted(
                                kind.word(),
                                kind.component().word(),
                                kind.severity(),
                                kind.reason(),
                                kind.runbook().replace('-', ' '),
                                kind.runbook()));
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void eachKindIsBadAndHasReasonAndHint(ProblemKind kind) {
        assertThat(kind.severity()).isNotEqualTo(HealthStatus.UP);
        assertThat(kind.reason()).isNotBlank();
        assertThat(kind.hint()).isNotBlank();
        assertThat(ProblemKind.of(kind.word())).contains(kind);
    }

    @Test
    void theTextsTakeTheirFactsByName() {
        HealthFinding finding = HealthFinding.about("RIVER", ProblemKind.REPLICAS_BEHIND)
                .with("current", 2)
                .with("replicas", 3);

        assertThat(finding.reason()).isEqualTo("RIVER: 2 of 3 replicas are current");
        assertThat(HealthFinding.about("RIVER", ProblemKind.REPLICAS_BEHIND).reason())
                .isEqualTo("RIVER: ? of ? replicas are current");
    }

    @Test
    void anUnknownWordIsNoKind() {
        assertThat(ProblemKind.of("of_another_version")).isEmpty();
    }
}
