package com.nimsforest.node.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the package maps and the class walks of docs/ARCHITECTURE.md equal to the code. */
class PackageMapTest {
    private static final PackageGraph GRAPH = new PackageGraph(ModuleBoundariesTest.MAIN);
    private static final String GUIDE = guide();
    private static final Pattern STEP = Pattern.compile("(\\w+) ([→←]) (?=(\\w+))");
    private static final int WALKS = 3;
    private static final int MOST_FLOORS = 8;
    private static final int MOST_ARROWS_ON_NATS = 60;

    private static String guide() {
        try {
            return Files.readString(Path.of("..", "docs", "ARCHITECTURE.md"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> blocks(String kind) {
        return Pattern.compile("```text " + kind + "\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(GUIDE)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "ports", "adapters.nats", "adapters.http", "bootstrap"})
    void theArchitectureGuideHasTheMapOf(String module) {
        assertThat(blocks(module)).containsExactly(GRAPH.map(module));
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "ports", "adapters.nats", "adapters.http", "bootstrap"})
    void thePackagesOfAModuleStandOnFewFloors(String module) {
        assertThat(GRAPH.floors(module).values()).isNotEmpty().allMatch(floor -> floor <= MOST_FLOORS);
    }

    @Test
    void thePackagesOnNatsHaveFewArrows() {
        assertThat(GRAPH.arrows("adapters.nats")).isPositive().isLessThanOrEqualTo(MOST_ARROWS_ON_NATS);
    }

    @Test
    void eachStepOfAWalkIsADependencyInTheCode() {
        List<String> walks = blocks("walk");

        assertThat(walks).hasSize(WALKS);
        assertThat(walks.stream().flatMap(String::lines).flatMap(PackageMapTest::wrongSteps))
                .isEmpty();
    }

    @Test
    void aStepThatIsNoDependencyIsFound() {
        assertThat(wrongSteps("RiverEndpoint → RiverIntake ← RiverIntakeService"))
                .isEmpty();
        assertThat(wrongSteps("RiverIntake → RiverEndpoint")).containsExactly("RiverIntake → RiverEndpoint");
        assertThat(wrongSteps("RiverEndpoint → NoSuchClass")).containsExactly("RiverEndpoint → NoSuchClass");
    }

    /** {@code A → B}: A uses B. {@code A ← B}: B uses A, since it implements it or is called back by it. */
    private static Stream<String> wrongSteps(String line) {
        Matcher step = STEP.matcher(line);
        return step.results()
                .filter(found -> !isRight(found.group(1), found.group(2), found.group(3)))
                .map(found -> found.group() + found.group(3));
    }

    private static boolean isRight(String left, String arrow, String right) {
        boolean known = GRAPH.hasClass(left) && GRAPH.hasClass(right);
        return known && (arrow.equals("→") ? GRAPH.uses(left, right) : GRAPH.uses(right, left));
    }
}
