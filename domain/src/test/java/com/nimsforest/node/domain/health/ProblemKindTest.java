package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    @Test
    void eachReasonThatAnEntryQuotesIsThatOfAKind() throws IOException {
        List<String> entries = Arrays.stream(Files.readString(RUNBOOK).split("\n## "))
                .filter(entry -> entry.contains("**Reason"))
                .toList();

        assertThat(entries).hasSizeGreaterThan(20);
        assertThat(entries.stream()
                        .flatMap(entry -> reasons(entry).stream()
                                .filter(reason -> !isReason(anchor(entry), reason))
                                .map(reason -> anchor(entry) + ": " + reason)))
                .isEmpty();
    }

    @Test
    void aReasonThatNoKindHasIsFound() {
        assertThat(isReason("under-replicated", "RIVER: 2 of 3 replicas are current"))
                .isTrue();
        assertThat(isReason("no-quorum", "1 of 3 machines, missing: b; no quorum"))
                .isTrue();
        assertThat(isReason("under-replicated", "RIVER: 2 of 3 copies are current"))
                .isFalse();
    }

    private static String anchor(String entry) {
        return entry.lines().findFirst().orElse("").toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** What stands between backticks after <b>Reason</b>, but for single words. */
    private static List<String> reasons(String entry) {
        return Pattern.compile("\\*\\*Reasons?\\*\\* (.*?)(?=\n\\*\\*|\n\n|$)", Pattern.DOTALL)
                .matcher(entry)
                .results()
                .flatMap(text ->
                        Pattern.compile("`([^`]+)`").matcher(text.group(1)).results())
                .map(quote -> quote.group(1).replaceAll("\\s+", " "))
                .filter(quote -> quote.contains(" "))
                .toList();
    }

    /** A kind that says only what it was told has its words in its own entry alone. */
    private static boolean isReason(String anchor, String words) {
        List<Pattern> patterns = Arrays.stream(ProblemKind.values())
                .filter(kind -> kind.runbook().equals(anchor) || !kind.reason().matches("\\{[a-z]+}(: \\{[a-z]+})?"))
                .map(kind -> Pattern.compile(Arrays.stream(kind.reason().split("\\{[a-z]+}", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".+"))))
                .toList();
        return matches(patterns, words) || Arrays.stream(words.split("; ")).allMatch(part -> matches(patterns, part));
    }

    private static boolean matches(List<Pattern> patterns, String words) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(words).matches());
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void eachKindIsBadAndHasReasonAndHint(ProblemKind kind) {
        assertThat(kind.severity()).isNotEqualTo(HealthStatus.UP);
        assertThat(kind.reason()).isNotBlank();
        assertThat(kind.hint()).isNotBlank();
        assertThat(ProblemKind.of(kind.word())).contains(kind);
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void eachNameInATextIsThatOfAFact(ProblemKind kind) {
        List<String> facts = Arrays.stream(HealthFact.class.getFields())
                .filter(field -> field.getType() == HealthFact.class)
                .map(ProblemKindTest::name)
                .toList();

        assertThat(Pattern.compile("\\{([a-zA-Z]+)}")
                        .matcher(kind.reason() + kind.hint())
                        .results()
                        .map(name -> name.group(1))
                        .filter(name -> !name.equals("about")))
                .isSubsetOf(facts);
    }

    @SuppressWarnings("unchecked")
    private static List<HealthFact<Long>> numbers() {
        return Arrays.stream(HealthFact.class.getFields())
                .filter(field -> field.getType() == HealthFact.class)
                .map(ProblemKindTest::fact)
                .filter(fact -> fact.form() == HealthFact.Form.NUMBER)
                .map(fact -> (HealthFact<Long>) fact)
                .toList();
    }

    private static String name(Field constant) {
        return fact(constant).name();
    }

    private static HealthFact<?> fact(Field constant) {
        try {
            return (HealthFact<?>) constant.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void theTextsTakeTheirFactsByName() {
        HealthFinding finding = HealthFinding.about("RIVER", ProblemKind.REPLICAS_BEHIND)
                .with(HealthFact.CURRENT, 2)
                .with(HealthFact.REPLICAS, 3);

        assertThat(finding.reason()).isEqualTo("RIVER: 2 of 3 replicas are current");
        assertThat(HealthFinding.about("RIVER", ProblemKind.REPLICAS_BEHIND).reason())
                .isEqualTo("RIVER: ? of ? replicas are current");
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void aCountOfOneIsInTheSingular(ProblemKind kind) {
        HealthFinding one = HealthFinding.about("NAME", kind);
        for (HealthFact<Long> number : numbers()) {
            one = one.with(number, 1);
        }

        assertThat(one.reason() + "; " + one.hint())
                .doesNotContainPattern("\\b1 ([a-z]+ )?(?!waits)[a-z]{3,}s\\b")
                .doesNotContainPattern("\\b1 [^,;:]* (were|are|have|wait)\\b");
    }

    @Test
    void anUnknownWordIsNoKind() {
        assertThat(ProblemKind.of("of_another_version")).isEmpty();
    }
}
