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
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Bad")
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
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Missing")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Plain")
                .write(folder.resolve("a.jar"));
        jar().service(PluginJarBuilder.NIM_SERVICE, "two words").write(folder.resolve("b.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly(
                            "a.jar: Provider acme.Missing not found",
                            "a.jar: acme.Plain not a subtype",
                            "b.jar: META-INF/services/" + PluginJarBuilder.NIM_SERVICE
                                    + ":1: Illegal configuration-file syntax");
        }
    }

    @Test
    void aClassWithoutAPublicConstructorIsNamed() throws IOException {
        jar().treeWith("acme.Bad", "private Bad() {}").write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Bad", "constructor");
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

        assertThat(LoadedPlugins.load(Optional.of(missing), false).problems())
                .containsExactly(missing + ": there is no such folder");
        assertThat(LoadedPlugins.load(Optional.of(file), false).problems()).containsExactly(file + ": is not a folder");
    }

    private static byte[] truncated(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
