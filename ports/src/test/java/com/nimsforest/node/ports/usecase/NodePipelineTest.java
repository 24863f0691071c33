package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePipelineTest {
    private final UseCaseTestbed grove = new UseCaseTestbed();
    private final InMemoryForest node = grove.node();

    @Test
    void whatFlowsInIsInTheSoil() {
        grove.path(node).start();

        grove.flow(node, "1", "acorn");
        grove.letTimePass();

        assertThat(grove.soil(node, "acorn")).contains("\"acorn\"");
        assertThat(grove.servers.messages("RIVER")).isZero();
        assertThat(grove.servers.messages("DEADLETTER")).isZero();
    }

    @Test
    void nothingIsAcknowledgedBeforeTheLeavesAreKept() {
        node.leaves().script().holdAnswers();
        grove.path(node).start();

        grove.flow(node, "1", "acorn");
        grove.time.runDue();
        long heldUpstream = grove.servers.messages("RIVER");
        node.leaves().script().releaseAnswers();
        grove.letTimePass();

        assertThat(heldUpstream).isEqualTo(1);
        assertThat(grove.servers.messages("RIVER")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50})
    void aNodeThatCrashesAfterAnyStepLosesNothingAndDoublesNothing(int steps) {
        grove.path(node).start();
        for (int n = 0; n < 5; n++) {
            grove.flow(node, "id" + n, "word" + n);
        }
        grove.time.runSome(steps);

        node.crash();
        InMemoryForest second = grove.node();
        grove.path(second).start();
        grove.letTimePass();

        for (int n = 0; n < 5; n++) {
            assertThat(grove.soil(second, "word" + n)).contains("\"word" + n + "\"");
        }
        assertThat(grove.servers.messages("HUMUS")).isEqualTo(5);
        assertThat(grove.servers.messages("RIVER")).isZero();
    }

    @Test
    void answersThatNeverCameDoNotDoubleAnything() {
        node.leaves().script().answerUnknownAfterStoring(2);
        node.humus().script().answerUnknownAfterStoring(2);
        node.soil().script().answerUnknownAfterStoring(2);
        grove.path(node).start();

        grove.flow(node, "1", "acorn");
        grove.flow(node, "2", "beech");
        grove.letTimePass();

        assertThat(grove.soil(node, "acorn")).contains("\"acorn\"");
        assertThat(grove.soil(node, "beech")).contains("\"beech\"");
        assertThat(grove.servers.messages("HUMUS")).isEqualTo(2);
    }

    @Test
    void dataThatNoTreeHereKnowsWaitsForANodeThatDoes() {
        grove.path(
                        node,
                        UseCaseTestbed.tree("stranger", "river.other", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();
        grove.flow(node, "1", "acorn");
        for (int tries = 0; tries < 20; tries++) {
            grove.letTimePass();
        }
        long waiting = grove.servers.messages("ASIDE");

        grove.path(grove.node()).start();
        for (int tries = 0; tries < 20; tries++) {
            grove.letTimePass();
        }

        assertThat(waiting).isEqualTo(1);
        assertThat(grove.servers.messages("DEADLETTER")).isZero();
        assertThat(grove.soil(node, "acorn")).contains("\"acorn\"");
    }

    @Test
    void thousandsThatNoTreeKnowsHoldUpNothing() {
        grove.path(node).start();
        for (int n = 0; n < 5_000; n++) {
            grove.servers.putRaw("river.mistyped", "{}".getBytes(StandardCharsets.UTF_8));
        }
        grove.flow(node, "1", "acorn");
        grove.time.runDue();

        assertThat(grove.soil(node, "acorn")).contains("\"acorn\"");
        assertThat(grove.servers.messages("RIVER")).isZero();
        assertThat(grove.servers.messages("ASIDE")).isEqualTo(5_000);
    }

    @Test
    void aTreeThatThrowsHarmsNoOtherDataAndEndsInTheDeadLetters() {
        grove.path(
                        node,
                        UseCaseTestbed.tree("moody", data -> {
                            if (data.data().text().equals("bad")) {
                                throw new IllegalStateException("in a mood");
                            }
                            return UseCaseTestbed.leaf(data);
                        }),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();

        grove.flow(node, "1", "bad");
        grove.flow(node, "2", "good");
        for (int hour = 0; hour < 30; hour++) {
            grove.letTimePass();
        }

        assertThat(grove.soil(node, "good")).contains("\"good\"");
        assertThat(node.deadLetters().list(0, 10))
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.reason()).contains("moody").contains("in a mood"));
    }

    @Test
    void unreadableDataIsADeadLetterAtOnce() {
        grove.path(
                        node,
                        UseCaseTestbed.tree("strict", data -> Harvest.unreadable("not JSON")),
                        UseCaseTestbed.nim("keeper", UseCaseTestbed::keep))
                .start();

        grove.flow(node, "1", "anything");
        grove.time.runDue();

        assertThat(node.deadLetters().list(0, 10))
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.reason()).contains("strict").contains("not JSON"));
    }

    @Test
    void aNimThatThrowsHasNoEffectAtAll() {
        AtomicInteger calls = new AtomicInteger();
        grove.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("keeper", (leaf, forest) -> {
                            UseCaseTestbed.keep(leaf, forest);
                            if (calls.incrementAndGet() == 1) {
                                throw new IllegalStateException("first time");
                            }
                        }))
                .start();

        grove.flow(node, "1", "acorn");
        grove.time.runDue();
        long afterTheFailure = grove.servers.messages("HUMUS");
        grove.letTimePass();

        assertThat(afterTheFailure).isZero();
        assertThat(grove.servers.messages("HUMUS")).isEqualTo(1);
    }

    @Test
    void whatANimDropsIsHeardByOtherNims() {
        InMemoryForest other = grove.node();
        grove.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("echo", (leaf, forest) -> {
                            if (leaf.subject().equals(UseCaseTestbed.SEEN)) {
                                forest.drop(Subject.of("word.echoed"), JsonPayload.of("\"echo\""));
                            }
                        }))
                .start();
        grove.path(
                        other,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim(
                                "keeper",
                                (leaf, forest) -> forest.compost(
                                        CompostAction.UPDATE,
                                        EntityKey.of(leaf.subject().value()),
                                        leaf.data())))
                .start();

        grove.flow(node, "1", "acorn");
        grove.letTimePass();

        assertThat(grove.soil(node, "word.seen")).contains("\"acorn\"");
        assertThat(grove.soil(node, "word.echoed")).contains("\"echo\"");
    }

    @Test
    void aNimThatWritesWhatFollowsFromWhatItReadIsRefusedAtOnceWithTheWayOut() {
        grove.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("counter", (leaf, forest) -> {
                            EntityKey entity = EntityKey.of("count");
                            forest.dig(entity);
                            forest.compost(CompostAction.UPDATE, entity, leaf.data());
                        }))
                .start();

        grove.flow(node, "1", "acorn");
        grove.time.runDue();

        assertThat(node.deadLetters().list(0, 10))
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason())
                        .contains("nim counter has read entity count")
                        .contains("com.nimsforest.node.ports.driving.EntityNim"));
        assertThat(grove.servers.messages("HUMUS")).isZero();
    }

    @Test
    void aNimMayReadOneEntityAndWriteAnother() {
        grove.path(
                        node,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        UseCaseTestbed.nim("keeper", (leaf, forest) -> {
                            forest.dig(EntityKey.of("other"));
                            UseCaseTestbed.keep(leaf, forest);
                        }))
                .start();

        grove.flow(node, "1", "acorn");
        grove.letTimePass();

        assertThat(grove.soil(node, "acorn")).contains("\"acorn\"");
    }
}
