package com.nimsforest.node.bootstrap.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What classes do not show: package descriptions, and the length of files. */
class SourceFilesTest {
    private static final long MOST_FILES = 20;

    /** The words of docs/GLOSSARY.md, and what is called so in every program. */
    private static final Set<String> SINGLE_WORDS = Set.of(
            "River",
            "Tree",
            "Leaf",
            "Wind",
            "Nim",
            "Compost",
            "Humus",
            "Decomposer",
            "Soil",
            "Forest",
            "Leaves",
            "Harvest",
            "Subject",
            "Token",
            "Revision",
            "Verdict",
            "Subscription",
            "Main",
            "Node",
            "Stage",
            "Environment");

    private static final List<String> MODULES =
            List.of("domain", "ports", "adapters-nats", "adapters-http", "bootstrap");

    private static List<Path> sources() {
        Path root = Path.of("").toAbsolutePath().getParent();
        return MODULES.stream()
                .flatMap(module -> walk(root.resolve(module).resolve("src/main/java")))
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void everyModuleHasSources() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(sources())
                        .anyMatch(file -> file.toString().contains("/" + module + "/src/main/java/")));
    }

    @Test
    void everyPackageSaysWhatBelongsThereAndThatNothingIsNull() {
        List<Path> silent = sources().stream()
                .map(file -> file.resolveSibling("package-info.java"))
                .distinct()
                .filter(description -> !isDescription(description))
                .toList();

        assertThat(silent).isEmpty();
    }

    private static boolean isDescription(Path file) {
        return Files.exists(file)
                && lines(file).contains("@NullMarked")
                && lines(file).stream().anyMatch(line -> line.startsWith("/**"));
    }

    @Test
    void noPackageHasTooManyFiles() {
        Map<Path, Long> files = sources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(groupingBy(Path::getParent, counting()));

        assertThat(files.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void aClassHasANameOfTwoWordsUnlessItIsAWordOfTheForest() {
        List<String> oneWord = sources().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> name.matches("[A-Z][a-z0-9]+"))
                .filter(name -> !SINGLE_WORDS.contains(name))
                .toList();

        assertThat(oneWord).isEmpty();
    }
}
