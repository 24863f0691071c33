package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be loaded is named in one line, and harms nothing else. */
class BrokenPluginsTest extends PluginFolderSetup {
    @Test
    void aBrokenJarHarmsNobodyElse() throws IOException {
        jar().tree("acme.Oak", "oak").write(folder.resolve("a.jar"));
        Files.writeString(folder.resolve("b.jar"), "this is no jar");
        Files.write(
                folder.resolve("c.jar"), truncated(jar().tree("acme.Ash", "ash").write(scratch.resolve("c"))));
        Files.createDirectory(folder.resolve("d.jar"));
        jar().tree("acme.Elm", "elm").write(folder.resolve("e.jar"));

        try (LoadedPlugins plugins = load()) {
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

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly("a.jar: acme.Bad cannot be created: IllegalStateException: no licence found");
        }
    }

    @Test
    void aFailingStaticInitialiserIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "static final int X = Integer.parseInt(\"x\");")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar: acme.Bad cannot be created: NumberFormatException: For input string: \"x\"");
    }

    @Test
    void anErrorInAConstructorIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "public Bad() { throw new StackOverflowError(); }")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar: acme.Bad cannot be created: StackOverflowError");
    }

    @Test
    void aClassThatTheJarLacksIsNamed() throws IOException {
        jar().source("acme.Parent", "package acme; public abstract class Parent {}")
                .source("acme.Bad", "package acme; public class Bad extends Parent {}")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Bad")
                .without("acme.Parent")
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar: acme.Bad cannot be created: the class acme.Parent is missing: "
                + "put it, or the library that has it, into the jar");
    }

    @Test
    void aLibraryThatTheJarLacksIsNamedWhereverItIsMissed() throws IOException {
        jar().source("acme.Library", "package acme; public class Library { public Library() {} }")
                .treeWith("acme.Early", "private final Library library = new Library();")
                .tree("acme.Late", "Token.of(new Library().toString())", "Set.of()")
                .without("acme.Library")
                .write(folder.resolve("a.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.problems())
                    .containsExactly(
                            "a.jar: acme.Early cannot be created: the class acme.Library is missing: "
                                    + "put it, or the library that has it, into the jar",
                            "a.jar: acme.Late: the class acme.Library is missing: "
                                    + "put it, or the library that has it, into the jar");
        }
    }

    @Test
    void aClassThatTheNodeNoLongerHasIsNamed() throws IOException {
        String gone = "com.nimsforest.node.domain.tree.Gone";
        jar().source(gone, "package com.nimsforest.node.domain.tree; public class Gone {}")
                .treeWith("acme.Bad", "private final " + gone + " gone = new " + gone + "();")
                .without(gone)
                .write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar: acme.Bad cannot be created: the class " + gone + " is missing: "
                + "compile the plug-in against this version of the node");
    }

    @Test
    void aClassForALaterJavaIsNamed() throws IOException {
        jar().tree("acme.Bad", "bad").forJava(99).write(folder.resolve("a.jar"));

        int present = Runtime.version().feature();
        assertOnlyProblem(
                "a.jar: acme.Bad cannot be created: the class acme.Bad needs Java 99, and the node runs on Java "
                        + present + ": compile it with --release " + present + ", or run the node on Java 99");
    }

    @Test
    void wrongLinesInServiceFilesAreNamed() throws IOException {
        jar().source("acme.Plain", "package acme; public class Plain {}")
                .tree("acme.Oak", "oak")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Missing")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Plain")
                .nim("acme.Owl", "owl", "nest.>", false)
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Owl")
                .write(folder.resolve("a.jar"));
        jar().service(PluginJarBuilder.NIM_SERVICE, "two words").write(folder.resolve("b.jar"));
        jar().service(PluginJarBuilder.NIM_SERVICE, "# acme.Owl").write(folder.resolve("c.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly(
                            "a.jar: META-INF/services/" + PluginJarBuilder.TREE_SERVICE
                                    + " names acme.Missing, which the jar "
                                    + "does not have: correct the name, or put the class into the jar",
                            "a.jar: META-INF/services/" + PluginJarBuilder.TREE_SERVICE
                                    + " names acme.Plain, which is no " + "Tree: let it implement "
                                    + PluginJarBuilder.TREE_SERVICE + ", or remove the line",
                            "a.jar: META-INF/services/" + PluginJarBuilder.ENTITY_NIM_SERVICE
                                    + " names acme.Owl, which is "
                                    + "no EntityNim: name it in META-INF/services/" + PluginJarBuilder.NIM_SERVICE
                                    + ", for it is a Nim",
                            "b.jar: META-INF/services/" + PluginJarBuilder.NIM_SERVICE
                                    + ": 'two words' is no class name: write one full class name on each line",
                            "c.jar: META-INF/services/" + PluginJarBuilder.NIM_SERVICE
                                    + " names no class: write the full name of your class into it");
        }
    }

    @Test
    void aClassThatNobodyCanCreateIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "private Bad() {}").write(folder.resolve("a.jar"));
        jar().treeWith("acme.Outer", "public class Inner extends Outer {}")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Outer$Inner")
                .source("acme.Half", "package acme; public abstract class Half extends Outer {}")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Half")
                .source("acme.Hidden", "package acme; class Hidden extends Outer {}")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Hidden")
                .write(folder.resolve("b.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.problems())
                    .containsExactly(
                            "a.jar: acme.Bad has no public constructor without parameters: add one",
                            "b.jar: acme.Outer$Inner is an inner class: declare it static",
                            "b.jar: acme.Half is abstract: name the class that extends it in its place",
                            "b.jar: acme.Hidden is not public: declare it so");
        }
    }

    @Test
    void aJarThatIsNoPluginIsNamed() throws IOException {
        jar().source("acme.Plain", "package acme; public class Plain {}").write(folder.resolve("library.jar"));
        Files.writeString(folder.resolve("README"), "not a jar, and none of our business");

        assertOnlyProblem("library.jar", "is no plug-in", ": name its class in one of them");
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws IOException {
        Path missing = scratch.resolve("missing");
        Path file = Files.writeString(scratch.resolve("file"), "");

        assertThat(LoadedPlugins.load(Optional.of(missing), false).problems())
                .containsExactly(missing + ": there is no such folder");
        assertThat(LoadedPlugins.load(Optional.of(file), false).problems()).containsExactly(file + ": is not a folder");
    }

    private static byte[] truncated(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
