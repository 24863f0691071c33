package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.demo.AftersalesNim;
import com.nimsforest.node.bootstrap.demo.PaymentTree;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    @TempDir
    Path scratch;

    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(scratch.resolve("plugins"));
    }

    @Test
    void theDemoPairLoadsWhenItIsWanted() {
        try (Plugins plugins = Plugins.load(Optional.empty(), true)) {
            assertThat(plugins.trees()).hasExactlyElementsOfTypes(PaymentTree.class);
            assertThat(plugins.nims()).hasExactlyElementsOfTypes(AftersalesNim.class);
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void theDemoPairStaysAwayOtherwise() {
        try (Plugins plugins = Plugins.load(Optional.empty(), false)) {
            assertThat(plugins.trees()).isEmpty();
            assertThat(plugins.nims()).isEmpty();
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void aJarBringsTreesAndNims() throws IOException {
        jar().tree("acme.Oak", "oak").nim("acme.Owl", "owl", "nest.>", false).write(folder.resolve("acme.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.trees()).extracting(Tree::name).containsExactly(Token.of("oak"));
            assertThat(plugins.nims()).extracting(nim -> nim.name().value()).containsExactly("owl");
        }
    }

    @Test
    void theDemoPairIsNotLoadedOnceMoreForEachJar() throws IOException {
        jar().tree("acme.Oak", "oak").write(folder.resolve("acme.jar"));

        try (Plugins plugins = Plugins.load(Optional.of(folder), true)) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.trees()).hasSize(2);
        }
    }

    @Test
    void aBrokenJarHarmsNobodyElse() throws IOException {
        jar().tree("acme.Oak", "oak").write(folder.resolve("a.jar"));
        Files.writeString(folder.resolve("b.jar"), "this is no jar");
        Files.write(
                folder.resolve("c.jar"), truncated(jar().tree("acme.Ash", "ash").write(scratch.resolve("c"))));
        Files.createDirectory(folder.resolve("d.jar"));
        jar().tree("acme.Elm", "elm").write(folder.resolve("e.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.trees()).extracting(tree -> tree.name().value()).containsExactly("oak", "elm");
            assertThat(plugins.problems()).hasSize(3).allMatch(line -> line.contains("is not a readable jar"));
            assertThat(plugins.problems().get(0)).startsWith("b.jar: ");
        }
    }

    @Test
    void aBrokenClassHarmsNotItsNeighbourInTheJar() throws IOException {
        jar().treeWith("acme.Bad", "public Bad() { throw new IllegalStateException(\"no licence\\nfound\"); }")
                .tree("acme.Oak", "oak")
                .write(folder.resolve("a.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly(
                            "a.jar: Provider acme.Bad could not be instantiated: IllegalStateException: no licence found");
        }
    }

    @Test
    void aFailingStaticInitialiserIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "static final int X = Integer.parseInt(\"x\");")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Bad", "NumberFormatException");
    }

    @Test
    void anErrorInAConstructorIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "public Bad() { throw new StackOverflowError(); }")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Bad", "StackOverflowError");
    }

    @Test
    void aClassThatTheJarLacksIsNamed() throws IOException {
        jar().source("acme.Parent", "package acme; public abstract class Parent {}")
                .source("acme.Bad", "package acme; public class Bad extends Parent {}")
                .service(PluginJar.TREE_SERVICE, "acme.Bad")
                .without("acme.Parent")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme/Parent");
    }

    @Test
    void aClassForALaterJavaIsNamed() throws IOException {
        jar().tree("acme.Bad", "bad").forJava(99).write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme/Bad", "class file version");
    }

    @Test
    void wrongLinesInServiceFilesAreNamed() throws IOException {
        jar().source("acme.Plain", "package acme; public class Plain {}")
                .tree("acme.Oak", "oak")
                .service(PluginJar.TREE_SERVICE, "acme.Missing")
                .service(PluginJar.TREE_SERVICE, "acme.Plain")
                .write(folder.resolve("a.jar"));
        jar().service(PluginJar.NIM_SERVICE, "two words").write(folder.resolve("b.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly(
                            "a.jar: Provider acme.Missing not found",
                            "a.jar: acme.Plain not a subtype",
                            "b.jar: META-INF/services/" + PluginJar.NIM_SERVICE
                                    + ":1: Illegal configuration-file syntax");
        }
    }

    @Test
    void aClassWithoutAPublicConstructorIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "private Bad() {}").write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Bad", "constructor");
    }

    @Test
    void namesAndPatternsThatFailAreNamed() throws IOException {
        jar().tree("acme.A", "null", "Set.of(SubjectPattern.of(\"river.x\"))").write(folder.resolve("a.jar"));
        jar().tree("acme.B", "Token.of(\"no good\")", "Set.of(SubjectPattern.of(\"river.x\"))")
                .write(folder.resolve("b.jar"));
        jar().tree("acme.C", "Token.of(\"c\")", "null").write(folder.resolve("c.jar"));
        jar().tree("acme.D", "Token.of(\"d\")", "Set.of()").write(folder.resolve("d.jar"));
        jar().tree("acme.E", "Token.of(\"e\")", "Set.of(SubjectPattern.of(\"a..b\"))")
                .write(folder.resolve("e.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.trees()).isEmpty();
            assertThat(plugins.problems()).hasSize(5);
            assertThat(plugins.problems().get(0)).isEqualTo("a.jar: acme.A: name() is null");
            assertThat(plugins.problems().get(1)).contains("acme.B").contains("no good");
            assertThat(plugins.problems().get(2)).isEqualTo("c.jar: acme.C: patterns() names none");
            assertThat(plugins.problems().get(3)).isEqualTo("d.jar: acme.D: patterns() names none");
            assertThat(plugins.problems().get(4)).contains("acme.E").contains("a..b");
        }
    }

    @Test
    void aTreeThatDoesNotStandAtTheRiverIsRefused() throws IOException {
        jar().tree("acme.Oak", "Token.of(\"oak\")", "Set.of(SubjectPattern.of(\"wind.x\"))")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Oak", "pattern wind.x is impossible", "river.");
    }

    @Test
    void aNimThatAsksForWhatCannotBeKeptIsRefused() throws IOException {
        jar().nim("acme.Owl", "owl", "river.x", false).write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Owl", "pattern river.x is impossible", "river.>");
    }

    @Test
    void aNimOnTheWindMayListenToAnything() throws IOException {
        jar().nim("acme.Owl", "owl", ">", true).write(folder.resolve("a.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.nims()).hasSize(1);
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void ofTwoWithOneNameTheFirstStays() throws IOException {
        jar().tree("acme.Oak", "oak").nim("acme.Owl", "oak", "nest.>", false).write(folder.resolve("a.jar"));
        jar().tree("acme.Elm", "oak").write(folder.resolve("b.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.nims()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly("b.jar: acme.Elm: there is a tree 'oak' already: acme.Oak from a.jar");
        }
    }

    @Test
    void jarsDoNotSeeEachOther() throws IOException {
        jar().tree("acme.Same", "one").write(folder.resolve("a.jar"));
        jar().tree("acme.Same", "two").write(folder.resolve("b.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.trees()).extracting(tree -> tree.name().value()).containsExactly("one", "two");
        }
    }

    @Test
    void aJarThatIsNoPluginIsNamed() throws IOException {
        jar().source("acme.Plain", "package acme; public class Plain {}").write(folder.resolve("library.jar"));
        Files.writeString(folder.resolve("README"), "not a jar, and none of our business");

        assertOnlyProblem("library.jar", "is no plug-in");
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws IOException {
        Path missing = scratch.resolve("missing");
        Path file = Files.writeString(scratch.resolve("file"), "");

        assertThat(Plugins.load(Optional.of(missing), false).problems())
                .containsExactly(missing + ": there is no such folder");
        assertThat(Plugins.load(Optional.of(file), false).problems()).containsExactly(file + ": is not a folder");
    }

    private void assertOnlyProblem(String... parts) {
        try (Plugins plugins = load()) {
            assertThat(plugins.trees()).isEmpty();
            assertThat(plugins.nims()).isEmpty();
            assertThat(plugins.problems()).hasSize(1);
            assertThat(plugins.problems().get(0)).contains(parts).doesNotContain("\n");
        }
    }

    private Plugins load() {
        return Plugins.load(Optional.of(folder), false);
    }

    private PluginJar jar() {
        return new PluginJar(scratch);
    }

    private static byte[] truncated(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
