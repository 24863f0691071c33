package com.nimsforest.node.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the modules, and the habits, held against all classes; each rule also against what it must reject. */
class ModuleBoundariesTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(RulePackages.ROOT);
    static final JavaClasses MAIN = among(type -> !isTest(type));
    private static final JavaClasses TESTS = among(type -> isTest(type) && !isViolation(type));

    private static JavaClasses among(Predicate<JavaClass> wanted) {
        return ALL.that(DescribedPredicate.describe("wanted", wanted));
    }

    private static boolean isTest(JavaClass type) {
        String location = type.getSource().orElseThrow().getUri().toString();
        return location.contains("/test-classes/") || location.contains("-tests.jar");
    }

    private static boolean isViolation(JavaClass type) {
        return type.getPackageName().contains(".violations");
    }

    static Stream<ArchitectureRule> mainBoundaries() {
        return Stream.of(
                        ModuleMapRules.modules(),
                        ModuleMapRules.libraries(),
                        CodingHabitRules.shapes(),
                        CodingHabitRules.habits())
                .flatMap(List::stream);
    }

    static Stream<ArchitectureRule> testBoundaries() {
        return TestNamingRules.tests().stream();
    }

    static Stream<ArchitectureRule> allBoundaries() {
        return Stream.concat(mainBoundaries(), testBoundaries());
    }

    @ParameterizedTest
    @MethodSource("mainBoundaries")
    void theCodeKeepsTo(ArchitectureRule boundary) {
        boundary.rule().check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("testBoundaries")
    void theTestsKeepTo(ArchitectureRule boundary) {
        boundary.rule().check(TESTS);
    }

    @ParameterizedTest
    @MethodSource("allBoundaries")
    void itsCounterExamplesAreRejectedBy(ArchitectureRule boundary) {
        JavaClasses violations = among(type -> boundary.violations().stream().anyMatch(type::isEquivalentTo));

        assertThatThrownBy(() -> boundary.rule().check(violations))
                .isInstanceOf(AssertionError.class)
                .satisfies(rejection -> assertThat(boundary.violations())
                        .allSatisfy(
                                violation -> assertThat(rejection).hasMessageContaining(violation.getSimpleName())));
    }

    @Test
    void everyPackageThatARuleNamesHasClasses() {
        assertThat(RulePackages.OURS)
                .allSatisfy(name -> assertThat(classesIn(MAIN, name)).as(name).isNotEmpty());
        assertThat(classesIn(TESTS, TestNamingRules.FIXTURE)).isNotEmpty();
        assertThat(classesIn(TESTS, TestNamingRules.CONTRACTS)).isNotEmpty();
    }

    @Test
    void everyLibraryThatARuleNamesIsThere() {
        for (Map.Entry<String, Class<?>> library : RulePackages.LIBRARIES.entrySet()) {
            assertThat(library.getValue().getName()).startsWith(prefix(library.getKey()));
        }
    }

    @Test
    void allModulesAreLookedAtAndNoTestsAmongThem() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName))
                .contains(
                        "com.nimsforest.node.domain.soil",
                        "com.nimsforest.node.ports.driven",
                        "com.nimsforest.node.adapters.nats",
                        "com.nimsforest.node.adapters.http",
                        "com.nimsforest.node.bootstrap")
                .noneMatch(name -> name.endsWith(".contracts") || name.endsWith(".violations"));
        assertThat(MAIN.stream().map(JavaClass::getName))
                .noneMatch(name -> Arrays.stream(new String[] {"Test", "IT"}).anyMatch(name::endsWith));
    }

    private static String prefix(String packages) {
        return packages.substring(0, packages.length() - 1);
    }

    private static List<JavaClass> classesIn(JavaClasses classes, String packages) {
        return classes.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith(prefix(packages)))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }
}
