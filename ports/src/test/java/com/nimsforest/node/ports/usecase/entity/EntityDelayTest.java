package com.nimsforest.node.ports.usecase.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an entity nim drops later, and what becomes of it; on servers in memory. */
class EntityDelayTest {
    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private final List<Leaf> dropped = new ArrayList<>();

    @BeforeEach
    void listen() {
        node.leaves().gather(Token.of("listener"), Set.of(SubjectPattern.of("word.due")), delivery -> {
            dropped.add(delivery.message());
            return CompletableFuture.completedFuture(Verdict.done());
        });
    }

    private void start(InMemoryForest on, EntityNim<?> nim) {
        testbed.path(on, UseCaseTestbed.tree("words", UseCaseTestbed::leaf), nim, testbed.time::execute)
                .start();
    }

    private void flow(String word) {
        testbed.flow(node, "id-" + word, word);
        pass(1);
    }

    private void pass(int seconds) {
        testbed.time.advance(Duration.ofSeconds(seconds));
    }

    private List<String> due() {
        return dropped.stream()
                .map(leaf -> leaf.data().text().replace("\"", ""))
                .toList();
    }

    private List<String> reasons() {
        return node.deadLetters().list(0, 10).stream().map(DeadLetter::reason).toList();
    }

    private static TimedWordsNim doing(String word, Consumer<EntityEffects> deed) {
        return new TimedWordsNim((before, given, effects) -> {
            if (given.equals(word)) {
                deed.accept(effects);
            } else {
                TimedWordsNim.later(effects, given);
            }
            return WordCountNim.with(before, given);
        });
    }

    @Test
    void aLeafIsDroppedWhenItIsDueAndNotBefore() {
        start(node, TimedWordsNim.aMinuteLater());
        Instant then = testbed.clock.instant();

        flow("a-1");
        pass(57);
        assertThat(dropped).isEmpty();
        pass(5);

        assertThat(due()).containsExactly("a-1");
        assertThat(dropped.get(0).source()).isEqualTo("count");
        assertThat(Duration.between(then, dropped.get(0).time()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        assertThat(testbed.soil(node, "a")).contains("{\"words\":[\"a-1\"]}");
        testbed.letTimePass();
        assertThat(dropped).hasSize(1);
    }

    @Test
    void whatIsDueTogetherIsDroppedInItsOrder() {
        start(node, doing("a-now", effects -> {
            Instant due = testbed.clock.instant();
            effects.delayed().drop("z", due.minusSeconds(9), TimedWordsNim.DUE, JsonPayload.of("\"first\""));
            effects.delayed().drop("y", due.minusSeconds(1), TimedWordsNim.DUE, JsonPayload.of("\"third\""));
            effects.delayed().drop("x", due.minusSeconds(5), TimedWordsNim.DUE, JsonPayload.of("\"second\""));
            effects.delayed().drop("w", Duration.ofSeconds(30), TimedWordsNim.DUE, JsonPayload.of("\"last\""));
        }));

        flow("a-now");
        pass(5);
        assertThat(due()).containsExactly("first", "second", "third");
        pass(30);

        assertThat(due()).containsExactly("first", "second", "third", "last");
    }

    @Test
    void whatIsCancelledIsNotDropped() {
        List<Boolean> found = new ArrayList<>();
        start(node, doing("a-cancel", effects -> {
            found.add(effects.delayed().cancel("a-1"));
            found.add(effects.delayed().cancel("a-1"));
        }));
        flow("a-1");
        flow("a-2");

        flow("a-cancel");
        testbed.letTimePass();

        assertThat(found).containsExactly(true, false);
        assertThat(due()).containsExactly("a-2");
    }

    @Test
    void oneIdIsDroppedOnceAtItsLastTime() {
        start(
                node,
                doing(
                        "a-again",
                        effects -> effects.delayed()
                                .drop("a-1", Duration.ofMinutes(2), TimedWordsNim.DUE, JsonPayload.of("\"again\""))));
        flow("a-1");

        flow("a-again");
        pass(110);
        assertThat(dropped).isEmpty();
        pass(20);

        assertThat(due()).containsExactly("again");
    }

    @Test
    void aNimSeesWhatWaits() {
        List<String> waiting = new ArrayList<>();
        start(node, doing("a-see", effects -> {
            effects.delayed().cancel("a-1");
            effects.delayed().drop("now", Duration.ZERO, TimedWordsNim.DUE, JsonPayload.of("1"));
            effects.delayed().waiting().stream().map(DelayedLeaf::id).forEach(waiting::add);
        }));
        flow("a-1");
        flow("a-2");
        flow("b-1");

        flow("a-see");

        assertThat(waiting).containsExactly("now", "a-2");
    }

    @Test
    void whatWaitsEndsWithTheEntity() {
        start(node, doing("a-end", EntityEffects::remove));
        flow("a-1");

        flow("a-end");
        flow("a-2");
        testbed.letTimePass();

        assertThat(due()).containsExactly("a-2");
    }

    @Test
    void aLeafThatIsDueBeforeTheEndOfItsStateIsDroppedAndOneAfterItIsNot() {
        start(node, new TimedWordsNim.Ending(Duration.ofMinutes(1), (before, word, effects) -> {
            effects.delayed().drop("before", Duration.ofSeconds(50), TimedWordsNim.DUE, JsonPayload.of("\"before\""));
            effects.delayed().drop("after", Duration.ofSeconds(70), TimedWordsNim.DUE, JsonPayload.of("\"after\""));
            return WordCountNim.with(before, word);
        }));
        flow("a-1");

        testbed.letTimePass();

        assertThat(due()).containsExactly("before");
        assertThat(testbed.soil(node, "a")).isEmpty();
    }

    @Test
    void moreThanAnEntityMayHaveIsADeadLetterAtOnceAndChangesNothing() {
        start(node, doing("a-many", effects -> {
            for (int n = 0; n < DelayedLeaves.MOST; n++) {
                effects.delayed().drop("n" + n, Duration.ofSeconds(n), TimedWordsNim.DUE, JsonPayload.NULL);
            }
        }));
        flow("a-1");

        flow("a-many");
        flow("b-many");
        testbed.letTimePass();

        assertThat(reasons()).containsExactly("101 delayed leaves, more than the 100 that one entity may have");
        assertThat(due()).containsExactly("a-1", "b-many");
        assertThat(testbed.soil(node, "a")).contains("{\"words\":[\"a-1\"]}");
    }

    @Test
    void whatIsNoJsonIsADeadLetterAtOnce() {
        start(
                node,
                doing(
                        "a-odd",
                        effects -> effects.delayed()
                                .drop("odd", Duration.ofSeconds(1), TimedWordsNim.DUE, JsonPayload.of("{odd"))));

        flow("a-odd");
        flow("a-1");
        testbed.letTimePass();

        assertThat(reasons()).singleElement().asString().contains("JSON");
        assertThat(due()).containsExactly("a-1");
    }

    @Test
    void aNimThatIsNotTimedIsToldSo() {
        start(node, WordCountNim.named("count").doing((before, word, effects) -> {
            TimedWordsNim.later(effects, word);
            return WordCountNim.with(before, word);
        }));
        flow("a-1");
        testbed.letTimePass();

        assertThat(reasons()).singleElement().asString().contains("nim count delays a leaf and is no TimedEntityNim");
    }

    @Test
    void aLeafThatCannotBeKeptCannotBeDelayed() {
        start(
                node,
                doing(
                        "a-odd",
                        effects -> effects.delayed()
                                .drop("odd", Duration.ofSeconds(1), Subject.of("humus.odd"), JsonPayload.NULL)));

        flow("a-odd");
        testbed.letTimePass();

        assertThat(reasons()).singleElement().asString().contains("leaf humus.odd cannot be kept");
    }

    @Test
    void anotherNodeDropsItWhenTheOwnerIsGoneAndNoLeafComes() {
        InMemoryForest owner = testbed.node();
        start(owner, TimedWordsNim.aMinuteLater());
        start(node, TimedWordsNim.aMinuteLater());
        flow("a-1");
        owner.crash();

        testbed.letTimePass();

        assertThat(due()).containsExactly("a-1");
    }

    @Test
    void whatWasDueWhileNoNodeRanIsDroppedOnceWhenOneRunsAgain() {
        InMemoryForest only = testbed.node();
        start(only, TimedWordsNim.aMinuteLater());
        flow("a-1");
        only.crash();
        testbed.letTimePass();
        assertThat(dropped).isEmpty();

        start(testbed.node(), TimedWordsNim.aMinuteLater());
        start(testbed.node(), TimedWordsNim.aMinuteLater());
        testbed.letTimePass();

        assertThat(due()).containsExactly("a-1");
    }

    @Test
    void anAnswerThatIsLostDropsItOnce() {
        start(node, TimedWordsNim.aMinuteLater());
        flow("a-1");
        node.entityHumus().script().answerUnknownAfterStoring(1);
        testbed.letTimePass();
        assertThat(due()).containsExactly("a-1");

        flow("b-1");
        node.entityHumus().script().answerUnknownWithoutStoring(2);
        testbed.letTimePass();

        assertThat(due()).containsExactly("a-1", "b-1");
        assertThat(testbed.waiting(node)).isEmpty();
    }

    @Test
    void whatCannotBeStoredIsNamedAndTriedAgain() {
        start(node, TimedWordsNim.aMinuteLater());
        flow("a-1");
        node.entityHumus().script().failNext(30);

        pass(68);
        assertThat(testbed.waiting(node))
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.toString()).contains("a delayed leaf of it is due, and "));
        pass(60);

        assertThat(due()).containsExactly("a-1");
        assertThat(testbed.waiting(node)).isEmpty();
    }

    @Test
    void whatTheHumusHoldsNoMoreIsDroppedFromWhatTheSoilHas() {
        start(node, TimedWordsNim.aMinuteLater());
        flow("a-1");
        testbed.servers.purge("HUMUS");

        testbed.letTimePass();
        flow("a-2");

        assertThat(due()).containsExactly("a-1");
        assertThat(testbed.soil(node, "a")).contains("{\"words\":[\"a-1\",\"a-2\"]}");
    }

    @Test
    void aLeafThatIsPassedOverLeavesWhatWaits() {
        start(node, doing("a-fail", effects -> {
            effects.delayed().cancel("a-1");
            throw new IllegalStateException("in a mood");
        }));
        flow("a-1");
        flow("a-fail");

        testbed.letTimePass();

        assertThat(due()).containsExactly("a-1");
    }

    @Test
    void aNodeThatOwnedTheLeavesOnceDoesNotGoByWhatItKnewThen() {
        start(node, TimedWordsNim.aMinuteLater());
        flow("a-1");
        InMemoryForest other = testbed.node();
        start(
                other,
                doing(
                        "a-2",
                        effects -> effects.delayed()
                                .drop(
                                        "sooner",
                                        Duration.ofSeconds(10),
                                        TimedWordsNim.DUE,
                                        JsonPayload.of("\"sooner\""))));
        testbed.servers.moveOwners();
        flow("a-2");
        other.crash();

        pass(30);

        assertThat(due()).containsExactly("sooner");
    }

    /** As of a server that leads no more, which knows it ten seconds later. */
    @Test
    void anAnswerFromBeforeDelaysItAndLosesNothing() {
        List<CompletionStage<Optional<HumusEntry>>> old = new ArrayList<>();
        EntityHumus stale = new ForwardingEntityHumus(node.entityHumus()) {
            @Override
            public CompletionStage<Optional<HumusEntry>> last(Token nim, EntityKey entity) {
                return old.isEmpty() ? super.last(nim, entity) : old.get(0);
            }
        };
        testbed.path(
                        node,
                        stale,
                        UseCaseTestbed.tree("words", UseCaseTestbed::leaf),
                        doing("a-0", effects -> {}),
                        testbed.time::execute)
                .start();
        flow("a-0");
        CompletionStage<Optional<HumusEntry>> before = node.entityHumus().last(Token.of("count"), EntityKey.of("a"));
        flow("a-1");
        pass(55);
        old.add(before);
        pass(10);
        assertThat(dropped).isEmpty();
        old.clear();

        pass(10);

        assertThat(due()).containsExactly("a-1");
    }
}
