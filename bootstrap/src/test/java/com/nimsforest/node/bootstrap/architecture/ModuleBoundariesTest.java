package com.nimsforest.node.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the modules, and the habits, held against all classes; each rule also against what it must reject. */
class ModuleBoundariesTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> !isTest(location.toString()))
            .importPackages(Packages.ROOT);

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(location -> isTest(location.toString()))
            .withImportOption((ImportOption) location -> !location.contains("/violations/"))
            .importPackages(Packages.ROOT);

    private static boolean isTest(String location) {
        return location.contains("/test-classes/") || location.contains("-tests.jar");
    }

    static Stream<Boundary> mainBoundaries() {
        return Stream.of(
                        MapBoundaries.modules(),
                        MapBoundaries.libraries(),
                        HabitBoundaries.shapes(),
                        HabitBoundaries.habits())
                .flatMap(List::stream);
    }

    static Stream<Boundary> testBoundaries() {
        return TestBoundaries.tests().stream();
    }

    static Stream<Boundary> allBoundaries() {
        return Stream.concat(mainBoundaries(), testBoundaries());
    }

    @ParameterizedTest
    @MethodSource("mainBoundaries")
    void theCodeKeepsTo(Boundary boundary) {
        boundary.rule().check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("testBoundaries")
    void theTestsKeepTo(Boundary boundary) {
        boundary.rule().check(TESTS);
    }

    @ParameterizedTest
    @MethodSource("allBoundaries")
    void itsCounterExamplesAreRejectedBy(Boundary boundary) {
        Class<?>[] violations = boundary.violations().toArray(new Class<?>[0]);
        JavaClasses imported = new ClassFileImporter().importClasses(violations);

        assertThatThrownBy(() -> boundary.rule().check(imported))
                .isInstanceOf(AssertionError.class)
                .satisfies(rejection -> assertThat(boundary.violations())
                        .allSatisfy(
                                violation -> assertThat(rejection).hasMessageContaining(violation.getSimpleName())));
    }

    @Test
    void everyPackageThatARuleNamesHasClasses() {
        assertThat(Packages.OURS)
                .allSatisfy(name -> assertThat(classesIn(MAIN, name)).as(name).isNotEmpty());
        assertThat(classesIn(TESTS, TestBoundaries.FIXTURE)).isNotEmpty();
        assertThat(classesIn(TESTS, TestBoundaries.CONTRACTS)).isNotEmpty();
    }

    @Test
    void everyLibraryThatARuleNamesIsThere() {
        for (Map.Entry<String, Class<?>> library : Packages.LIBRARIES.entrySet()) {
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
