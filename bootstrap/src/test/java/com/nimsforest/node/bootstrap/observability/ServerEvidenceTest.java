package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A metric or a kind of problem counts as one only when a test on a real server has seen it: each is named in the source of
 * an integration test.
 */
class ServerEvidenceTest {
    /** Shorter words stand anywhere. */
    private static final int TELLING = 14;

    private final List<String> sources = sources();

    @Test
    void eachMetricIsSeenOnAServer() throws IOException {
        Set<String> metrics = Pattern.compile("^\\| `(n\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", "METRICS.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(metrics).hasSizeGreaterThan(40);
        assertThat(metrics.stream().filter(this::isNotNamed)).isEmpty();
    }

    @Test
    void eachKindOfProblemIsSeenOnAServer() {
        assertThat(Arrays.stream(ProblemKind.values()).filter(this::isNotSeen)).isEmpty();
    }

    /** By its word or constant, by a part of its reason, or by the entry of the runbook that is its own. */
    private boolean isNotSeen(ProblemKind kind) {
        boolean worded = Stream.of(HealthFinding.of(kind).reason().split("\\?"))
                .map(part -> part.replaceAll("^\\W+|\\W+$", ""))
                .anyMatch(part -> part.length() >= TELLING && !isNotNamed(part));
        boolean anchored = isAlone(kind) && !isNotNamed("\"" + kind.runbook() + "\"");
        return !worded
                && !anchored
                && isNotNamed("ProblemKind." + kind.name())
                && isNotNamed("\"" + kind.word() + "\"")
                && isNotNamed("\"" + kind.word() + "\\\"");
    }

    private static boolean isAlone(ProblemKind kind) {
        return Arrays.stream(ProblemKind.values())
                        .filter(other -> other.runbook().equals(kind.runbook()))
                        .count()
                == 1;
    }

    private boolean isNotNamed(String text) {
        return sources.stream().noneMatch(source -> source.contains(text));
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.getFileName().toString().endsWith("IT.java"))
                    .map(ServerEvidenceTest::read)
                    .toList();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
