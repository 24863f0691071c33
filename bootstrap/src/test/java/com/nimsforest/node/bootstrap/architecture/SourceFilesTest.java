package com.nimsforest.node.bootstrap.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** Words that once named a mechanism or a role, in no name of a class; what they became is in the history of their files. */
    private static final Set<String> REMOVED_FROM_CLASSES = Set.of(
            ("hand settlement plight patience caution deference presence strata inquest household kept ground course lap crew"
                            + " flood roll obstacle onlooker vetting breakage site look judgement fold lane"
                            + " links ending deviations later grove terrain sight lanes contender scratch")
                    .split(" "));

    /** Those of them that nothing else needs: in no identifier at all. */
    private static final Set<String> REMOVED_FROM_CODE = Set.of(
            ("settlement plight deference strata inquest household crew caution onlooker vetting breakage grove terrain"
                            + " befall wounded sight anew contender lane lanes taker")
                    .split(" "));

    private static final Pattern NO_CODE =
            Pattern.compile("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final List<String> MODULES =
            List.of("domain", "ports", "adapters-nats", "adapters-http", "bootstrap");

    private static List<Path> sources() {
        return sources("src/main/java").toList();
    }

    private static Stream<Path> sources(String folder) {
        Path root = Path.of("").toAbsolutePath().getParent();
        return MODULES.stream()
                .flatMap(module -> walk(root.resolve(module).resolve(folder)))
                .filter(file -> file.toString().endsWith(".java"));
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

    @Test
    void noClassHasARemovedWordInItsName() {
        List<String> found = Stream.concat(sources("src/main/java"), sources("src/test/java"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> words(name).anyMatch(REMOVED_FROM_CLASSES::contains))
                .toList();

        assertThat(found).isEmpty();
    }

    @Test
    void noIdentifierHasAWordThatNothingNeeds() {
        List<String> found = Stream.concat(sources("src/main/java"), sources("src/test/java"))
                .flatMap(file -> words(
                                NO_CODE.matcher(String.join("\n", lines(file))).replaceAll(" "))
                        .filter(REMOVED_FROM_CODE::contains)
                        .map(word -> file.getFileName() + ": " + word))
                .toList();

        assertThat(found).isEmpty();
    }

    /** The words of all names in the text, in lower case. */
    private static Stream<String> words(String text) {
        return Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
                .matcher(text)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT));
    }
}
