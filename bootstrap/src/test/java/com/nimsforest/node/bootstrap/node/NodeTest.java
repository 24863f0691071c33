package com.nimsforest.node.bootstrap.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
    private final List<String> happened = new ArrayList<>();

    @Test
    void stagesStartInOrderAndStopInReverse() throws Exception {
        Node node = new Node(List.of(stage("one"), stage("two")));

        node.start();
        node.stop();

        assertThat(happened).containsExactly("+one", "+two", "-two", "-one");
    }

    @Test
    void aStageThatFailsToStartIsStoppedWithAllBeforeIt() {
        IllegalStateException failure = new IllegalStateException("no");
        Node node = new Node(List.of(stage("one"), failing("two", failure), stage("three")));

        assertThatThrownBy(node::start).isSameAs(failure);

        assertThat(happened).containsExactly("+one", "-two", "-one");
    }

    @Test
    void aStageThatFailsToStopDoesNotKeepTheOthers() throws Exception {
        Stage stuck = new Stage("two", () -> {}, () -> {
            throw new IllegalStateException("stuck");
        });
        Node node = new Node(List.of(stage("one"), stuck));

        node.start();
        node.stop();

        assertThat(happened).containsExactly("+one", "-one");
    }

    @Test
    void stoppingTwiceStopsOnce() throws Exception {
        Node node = new Node(List.of(stage("one")));

        node.start();
        node.stop();
        node.stop();

        assertThat(happened).containsExactly("+one", "-one");
    }

    @Test
    void aStopDuringTheStartBeginsNoFurtherStage() throws Exception {
        List<Node> self = new ArrayList<>();
        Stage stops = new Stage("two", () -> self.get(0).stop(), () -> happened.add("-two"));
        self.add(new Node(List.of(stage("one"), stops, stage("three"))));

        self.get(0).start();

        assertThat(happened).containsExactly("+one", "-two", "-one");
    }

    private Stage stage(String name) {
        return new Stage(name, () -> happened.add("+" + name), () -> happened.add("-" + name));
    }

    private Stage failing(String name, RuntimeException failure) {
        return new Stage(
                name,
                () -> {
                    throw failure;
                },
                () -> happened.add("-" + name));
    }
}
