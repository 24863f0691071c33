package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trees and nims of the simulated fleet: they read an event's data and do as it says, if their mood allows. */
final class SimulationPlugins {
    private final SimulationFaults faults;

    SimulationPlugins(SimulationFaults faults) {
        this.faults = faults;
    }

    List<Tree> trees(boolean rareToo) {
        Stream<String> known = Stream.of("work", "unreadable", "cursed", "haunted");
        return List.of(new SimulatedTree((rareToo ? Stream.concat(known, Stream.of("rare")) : known)
                .map(kind -> SubjectPattern.of("river." + kind + ".>"))
                .collect(Collectors.toSet())));
    }

    List<Nim> nims() {
        return List.of(new Keeper(), new Echo());
    }

    private static Set<SubjectPattern> patterns(String... patterns) {
        return Stream.of(patterns).map(SubjectPattern::of).collect(Collectors.toSet());
    }

    /** The text of a leaf: what its event's data said. */
    private static String[] said(Leaf leaf) {
        return leaf.data().text().replace("\"", "").split(" ");
    }

    private static void compost(Forest forest, String mark, String[] said) {
        SimulationEffect effect = new SimulationEffect(mark, Integer.parseInt(said[3]));
        forest.compost(effect.action(), effect.entity(), effect.data());
    }

    private final class SimulatedTree implements Tree {
        private final Set<SubjectPattern> patterns;

        SimulatedTree(Set<SubjectPattern> patterns) {
            this.patterns = patterns;
        }

        @Override
        public Token name() {
            return Token.of("words");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return patterns;
        }

        @Override
        public Harvest parse(RiverData data) {
            String kind = data.subject().value().split("\\.")[1];
            String id = data.subject().value().split("\\.")[2];
            if (kind.equals("cursed")) {
                throw new AssertionError("cursed");
            }
            faults.moodOf("words " + id);
            return kind.equals("unreadable") ? Harvest.unreadable("as told") : leaves(kind, id, data);
        }

        private Harvest leaves(String kind, String id, RiverData data) {
            List<Leaf> leaves = new ArrayList<>();
            JsonPayload said = JsonPayload.of("\"" + data.data().text() + "\"");
            int most = kind.equals("haunted")
                    ? 1
                    : Integer.parseInt(data.data().text().split(" ")[0]);
            for (int n = 0; n < most; n++) {
                String subject = (kind.equals("haunted") ? "haunted." : "word.") + id + "." + n;
                leaves.add(new Leaf(Subject.of(subject), said, "words", data.time()));
            }
            return new Harvest.Leaves(leaves);
        }
    }

    /** Makes as many composts of a word as it says, one of an echo, and fails on what is haunted. */
    private final class Keeper implements Nim {
        @Override
        public Token name() {
            return Token.of("keeper");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return SimulationPlugins.patterns("word.>", "echo.>", "haunted.>");
        }

        @Override
        public void on(Leaf leaf, Forest forest) {
            String subject = leaf.subject().value();
            if (subject.startsWith("haunted.")) {
                throw new IllegalStateException("haunted");
            }
            String[] said = said(leaf);
            int composts = subject.startsWith("echo.") ? 1 : Integer.parseInt(said[1]);
            for (int n = 0; n < composts; n++) {
                compost(forest, "keeper/" + subject + "/" + n, said);
            }
            faults.moodOf("keeper " + subject);
        }
    }

    /** Answers words with a leaf and a compost, after a look at the soil. */
    private final class Echo implements Nim {
        @Override
        public Token name() {
            return Token.of("echo");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return SimulationPlugins.patterns("word.>");
        }

        @Override
        public void on(Leaf leaf, Forest forest) {
            String[] said = said(leaf);
            if (!Boolean.parseBoolean(said[2])) {
                return;
            }
            String subject = leaf.subject().value();
            forest.dig(EntityKey.of("seen-" + subject));
            faults.moodOf("echo " + subject);
            forest.drop(Subject.of(subject.replace("word.", "echo.")), leaf.data());
            compost(forest, "echo/" + subject + "/0", said);
        }
    }
}
