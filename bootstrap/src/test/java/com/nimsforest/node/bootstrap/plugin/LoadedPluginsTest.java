package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.demo.AftersalesNim;
import com.nimsforest.node.bootstrap.demo.CustomerNim;
import com.nimsforest.node.bootstrap.demo.PaymentTree;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Tree;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which trees and nims a folder of jars brings, and which of them are refused for what they say of themselves. */
class LoadedPluginsTest extends PluginFolderSetup {
    @Test
    void theDemoPairLoadsWhenItIsWanted() {
        try (LoadedPlugins plugins = LoadedPlugins.load(Optional.empty(), true)) {
            assertThat(plugins.trees()).hasExactlyElementsOfTypes(PaymentTree.class);
            assertThat(plugins.entityNims()).hasExactlyElementsOfTypes(AftersalesNim.class, CustomerNim.class);
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void theDemoPairStaysAwayOtherwise() {
        try (LoadedPlugins plugins = LoadedPlugins.load(Optional.empty(), false)) {
            assertThat(plugins.trees()).isEmpty();
            assertThat(plugins.nims()).isEmpty();
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void aJarBringsTreesAndNims() throws IOException {
        jar().tree("acme.Oak", "oak").nim("acme.Owl", "owl", "nest.>", false).write(folder.resolve("acme.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.trees()).extracting(Tree::name).containsExactly(Token.of("oak"));
            assertThat(plugins.nims()).extracting(nim -> nim.name().value()).containsExactly("owl");
        }
    }

    @Test
    void theDemoPairIsNotLoadedOnceMoreForEachJar() throws IOException {
        jar().tree("acme.Oak", "oak").write(folder.resolve("acme.jar"));

        try (LoadedPlugins plugins = LoadedPlugins.load(Optional.of(folder), true)) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.trees()).hasSize(2);
        }
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

        try (LoadedPlugins plugins = load()) {
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

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.nims()).hasSize(1);
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void ofTwoWithOneNameTheFirstStays() throws IOException {
        jar().tree("acme.Oak", "oak").nim("acme.Owl", "oak", "nest.>", false).write(folder.resolve("a.jar"));
        jar().tree("acme.Elm", "oak").write(folder.resolve("b.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.trees()).hasSize(1);
            assertThat(plugins.nims()).hasSize(1);
            assertThat(plugins.problems())
                    .containsExactly("b.jar: acme.Elm: there is a tree 'oak' already, acme.Oak from a.jar: "
                            + "give this one another name, or remove one of the two");
        }
    }

    @Test
    void jarsDoNotSeeEachOther() throws IOException {
        jar().tree("acme.Same", "one").write(folder.resolve("a.jar"));
        jar().tree("acme.Same", "two").write(folder.resolve("b.jar"));

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.trees()).extracting(tree -> tree.name().value()).containsExactly("one", "two");
        }
    }

    @Test
    void schedulesThatCannotBeKeptAreRefused() throws IOException {
        scheduled("A", "null");
        scheduled("B", "Set.of(LeafSchedule.every(Duration.ofHours(1), Subject.of(\"other.beat\")))");
        scheduled("C", "Set.of(LeafSchedule.cron(\"0 25 * * *\", ZoneOffset.UTC, Subject.of(\"nest.beat\")))");
        scheduled("D", "Set.of(LeafSchedule.cron(\"0 0 30 2 *\", ZoneOffset.UTC, Subject.of(\"nest.beat\")))");
        scheduled("E", "Set.of(LeafSchedule.every(Duration.ofHours(1), Subject.of(\"nest.b:t\")))");
        scheduled(
                "F",
                "Set.of(LeafSchedule.every(Duration.ofHours(1), Subject.of(\"nest.beat\")), "
                        + "LeafSchedule.every(Duration.ofHours(2), Subject.of(\"nest.beat\")))");
        scheduled("G", "Set.of(LeafSchedule.every(Duration.ofHours(1), Subject.of(\"nest.beat\")))");

        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.nims()).extracting(nim -> nim.name().value()).containsExactly("nim-G");
            assertThat(plugins.problems()).hasSize(6);
            assertThat(plugins.problems().get(0)).isEqualTo("A.jar: acme.A: schedules() is null");
            assertThat(plugins.problems().get(1))
                    .contains("none of its patterns matches the scheduled leaf other.beat");
            assertThat(plugins.problems().get(2))
                    .contains("schedule of nest.beat")
                    .contains("25");
            assertThat(plugins.problems().get(3)).contains("schedule of nest.beat names no time that ever comes");
            assertThat(plugins.problems().get(4))
                    .contains("schedule of nest.b:t")
                    .contains("of the characters");
            assertThat(plugins.problems().get(5)).contains("there are several schedules of nest.beat");
        }
    }

    @Test
    void noNimHasTheNameOfTheScheduler() throws IOException {
        jar().nim("acme.Owl", "schedules", "nest.>", false).write(folder.resolve("a.jar"));

        assertOnlyProblem("a.jar", "acme.Owl", "there is a nim 'schedules' already, the scheduler of the node");
    }

    private void scheduled(String name, String schedules) throws IOException {
        jar().source("acme." + name, SCHEDULED.formatted(name, name, schedules))
                .service(PluginJarBuilder.NIM_SERVICE, "acme." + name)
                .write(folder.resolve(name + ".jar"));
    }

    private static final String SCHEDULED = """
            package acme;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.schedule.LeafSchedule;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.time.*;
            import java.util.Set;
            public class %s implements Nim, ScheduledNim {
                public Token name() { return Token.of("nim-%s"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("nest.>")); }
                public Set<LeafSchedule> schedules() { return %s; }
                public void on(Leaf leaf, Forest forest) {}
            }
            """;
}
