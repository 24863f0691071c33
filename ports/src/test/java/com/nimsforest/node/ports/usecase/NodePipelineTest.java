package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePipelineTest {
    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();

    @Test
    void whatFlowsInIsInTheSoil() {
        testbed.path(node).start();

        testbed.flow(node, "1", "acorn");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "acorn")).contains("\"acorn\"");
        assertThat(testbed.servers.messages("RIVER")).isZero();
        assertThat(testbed.servers.messages("DEADLETTER")).isZero();
    }

    @Test
    void nothingIsAcknowledgedBeforeTheLeavesAreKept() {
        node.leaves().script().holdAnswers();
        testbed.path(node).start();

        testbed.flow(node, "1", "acorn");
        testbed.time.runDue();
        long heldUpstream = testbed.servers.messages("RIVER");
        node.leaves().script().releaseAnswers();
        testbed.letTimePass();

        assertThat(heldUpstream).isEqualTo(1);
        assertThat(testbed.servers.messages("RIVER")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50})
    void aNodeThatCrashesAfterAnyStepLosesNothingAndDoublesNothing(int steps) {
        testbed.path(node).start();
        for (int n = 0; n < 5; n++) {
            testbed.flow(node, "id" + n, "word" + n);
        }
        testbed.time.runSome(steps);

        node.crash();
        InMemoryForest second = testbed.node();
        testbed.path(second).start();
        testbed.letTimePass();

        for (int n = 0; n < 5; n++) {
            assertThat(testbed.soil(second, "word" + n)).contains("\"word" + n + "\"");
        }
        assertThat(testbed.servers.messages("HUMUS")).isEqualTo(5);
        assertThat(testbed.servers.messages("RIVER")).isZero();
    }

    @Test
    void answersThatNeverCameDoNotDoubleAnything() {
        node.leaves().script().answerUnknownAfterStoring(2);
        node.humus().script().answerUnknownAfterStoring(2);
        node.soil().script().answerUnknownAfterStoring(2);
        testbed.path(node).start();

        testbed.flow(node, "1", "acorn");
        testbed.flow(node, "2", "beech");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "acorn")).contains("\"acorn\"");
        assertThat(testbed.soil(node, "beech")).contains("\"beech\"");
        assertThat(testbed.servers.messages("HUMUS")).isEqualTo(2);
    }

    @Test
    void dataThatNoTreeHereKnowsWaitsForANodeThatDoes() {
        testbed.path(
                        node,
                        UseCaseTestbed.tree("stranger", "river.other", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();
        testbed.flow(node, "1", "acorn");
        for (int tries = 0; tries < 20; tries++) {
            testbed.letTimePass();
        }
        long waiting = testbed.servers.messages("ASIDE");

        testbed.path(testbed.node()).start();
        for (int tries = 0; tries < 20; tries++) {
            testbed.letTimePass();
        }

        assertThat(waiting).isEqualTo(1);
        assertThat(testbed.servers.messages("DEADLETTER")).isZero();
        assertThat(testbed.soil(node, "acorn")).contains("\"acorn\"");
    }

    @Test
    void thousandsThatNoTreeKnowsHoldUpNothing() {
        testbed.path(node).start();
        for (int n = 0; n < 5_000; n++) {
            testbed.servers.putRaw("river.mistyped", "{}".getBytes(StandardCharsets.UTF_8));
        }
        testbed.flow(node, "1", "acorn");
        testbed.time.runDue();

        assertThat(testbed.soil(node, "acorn")).contains("\"acorn\"");
        assertThat(testbed.servers.messages("RIVER")).isZero();
        assertThat(testbed.servers.messages("ASIDE")).isEqualTo(5_000);
    }

    @Test
    void aTreeThatThrowsHarmsNoOtherDataAndEndsInTheDeadLetters() {
        testbed.path(
                        node,
                        UseCaseTestbed.tree("moody", data -> {
                            if (data.data().text().equals("bad")) {
                                throw new IllegalStateException("in a mood");
                            }
                            return UseCaseTestbed.leaf(data);
                        }),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();

        testbed.flow(node, "1", "bad");
        testbed.flow(node, "2", "good");
        for (int hour = 0; hour < 30; hour++) {
            testbed.letTimePass();
        }

        assertThat(testbed.soil(node, "good")).contains("\"good\"");
        assertThat(node.deadLetters().list(0, 10))
                .singleElement()
                .satisfies(deadLetter ->
                        assertThat(deadLetter.reason()).contains("moody").contains("in a mood"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void dataThatATreeReturnsNullForIsADeadLetterAtOnce() {
        testbed.path(
                        node,
                        UseCaseTestbed.tree("careless", data -> null),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();

        testbed.flow(node, "1", "anything");
        testbed.time.runDue();

        assertThat(node.deadLetters().list(0, 10))
                .extracting(DeadLetter::reason)
                .containsExactly("tree careless cannot read it: it returned null from parse");
    }

    @Test
    void unreadableDataIsADeadLetterAtOnce() {
        testbed.path(
                        node,
                        UseCaseTestbed.tree("strict", data -> Harvest.unreadable("not JSON")),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();

        testbed.flow(node, "1", "anything");
        testbed.time.runDue();

        assertThat(node.deadLetters().list(0, 10))
                .singleElement()
                .satisfies(deadLetter ->
                        assertThat(deadLetter.reason()).contains("strict").contains("not JSON"));
    }

    @Test
    void aNimThatThrowsHasNoEffectAtAll() {
        AtomicInteger calls = new AtomicInteger();
        testbed.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("keeper", (leaf, forest) -> {
                            UseCaseTestbed.keep(leaf, forest);
                            if (calls.incrementAndGet() == 1) {
                                throw new IllegalStateException("first time");
                            }
                        }))
                .start();

        testbed.flow(node, "1", "acorn");
        testbed.time.runDue();
        long afterTheFailure = testbed.servers.messages("HUMUS");
        testbed.letTimePass();

        assertThat(afterTheFailure).isZero();
        assertThat(testbed.servers.messages("HUMUS")).isEqualTo(1);
    }

    @Test
    void whatANimDropsIsHeardByOtherNims() {
        InMemoryForest other = testbed.node();
        testbed.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("echo", (leaf, forest) -> {
                            if (leaf.subject().equals(UseCaseTestbed.SEEN)) {
                                forest.drop(Subject.of("word.echoed"), JsonPayload.of("\"echo\""));
                            }
                        }))
                .start();
        testbed.path(
                        other,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim(
                                "keeper",
                                (leaf, forest) -> forest.compost(
                                        CompostAction.UPDATE,
                                        EntityKey.of(leaf.subject().value()),
                                        leaf.data())))
                .start();

        testbed.flow(node, "1", "acorn");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "word.seen")).contains("\"acorn\"");
        assertThat(testbed.soil(node, "word.echoed")).contains("\"echo\"");
    }

    @Test
    void aNimThatWritesWhatFollowsFromWhatItReadIsRefusedAtOnceWithTheWayOut() {
        testbed.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("counter", (leaf, forest) -> {
                            EntityKey entity = EntityKey.of("count");
                            forest.dig(entity);
                            forest.compost(CompostAction.UPDATE, entity, leaf.data());
                        }))
                .start();

        testbed.flow(node, "1", "acorn");
        testbed.time.runDue();

        assertThat(node.deadLetters().list(0, 10))
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason())
                        .contains("nim counter has read entity count")
                        .contains("com.nimsforest.node.ports.driving.EntityNim"));
        assertThat(testbed.servers.messages("HUMUS")).isZero();
    }

    @Test
    void aNimMayReadOneEntityAndWriteAnother() {
        testbed.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("keeper", (leaf, forest) -> {
                            forest.dig(EntityKey.of("other"));
                            UseCaseTestbed.keep(leaf, forest);
                        }))
                .start();

        testbed.flow(node, "1", "acorn");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "acorn")).contains("\"acorn\"");
    }
}
