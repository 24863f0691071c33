package com.nimsforest.node.ports.usecase.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is guaranteed to an entity nim, and what becomes of leaves that it fails on; on servers in memory. */
class EntityNimTest {
    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private final Executor threads = testbed.time::execute;

    private void start(InMemoryForest on, WordCountNim nim) {
        start(on, nim, threads);
    }

    private void start(InMemoryForest on, WordCountNim nim, Executor runner) {
        testbed.path(on, UseCaseTestbed.tree("words", UseCaseTestbed::leaf), nim, runner)
                .start();
    }

    private void flow(String... words) {
        for (String word : words) {
            testbed.flow(node, "id-" + word, word);
        }
    }

    /** When the servers no longer know its id. */
    private void keepTheFirstLeafAgain() {
        testbed.servers.forgetIds();
        LeafPosition first = LeafPosition.of("RIVER-1", 1).derive(Token.of("words"), 0);
        node.leaves()
                .keep(
                        new MessageId("again"),
                        new Leaf(UseCaseTestbed.SEEN, JsonPayload.of("\"a-1\""), "words", testbed.clock.instant()),
                        Optional.of(LeafOrigin.inOrder(first)));
    }

    private List<DeadLetter> letters() {
        return node.deadLetters().list(0, 100);
    }

    private String soil(String entity) {
        return testbed.soil(node, entity).orElse("");
    }

    @Test
    void eachLeafSeesWhatAllEarlierOnesOfItsEntityMade() {
        start(node, WordCountNim.named("count"));

        flow("a-1", "b-1", "a-2", "a-3", "b-2");
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\",\"a-3\"]}");
        assertThat(soil("b")).isEqualTo("{\"words\":[\"b-1\",\"b-2\"]}");
        assertThat(letters()).isEmpty();
    }

    @Test
    void aCopyOfALeafChangesNothingHoweverLateItComes() {
        start(node, WordCountNim.named("count"));
        flow("a-1", "a-2", "a-3");
        testbed.letTimePass();

        keepTheFirstLeafAgain();
        flow("a-4");
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\",\"a-3\",\"a-4\"]}");
    }

    @Test
    void aLeafWithoutAnEntityIsADeadLetterAtOnceAndHoldsUpNobody() {
        start(node, WordCountNim.named("count").naming(word -> switch (word) {
            case "null" -> null;
            case "throws" -> throw new IllegalStateException("in a mood");
            case "key" -> EntityKey.of("no key");
            case "refuses" -> throw new RejectedInputException("order without a number");
            default -> EntityKey.of("a");
        }));

        flow("null", "throws", "key", "refuses", "a-1");
        testbed.time.advance(Duration.ofMillis(500));

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\"]}");
        assertThat(letters())
                .extracting(DeadLetter::reason)
                .allSatisfy(reason -> assertThat(reason).contains("entity nim count names no entity for the leaf"))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason)
                                .contains("names no entity for the leaf: it returned null from entity"),
                        reason -> assertThat(reason).contains("in a mood"),
                        reason -> assertThat(reason).contains("entity must be 1 to 900"),
                        reason -> assertThat(reason).endsWith("names no entity for the leaf: order without a number"));
    }

    @Test
    void anEntityFunctionThatNeverReturnsIsGivenUpAfterThreeAttempts() {
        AtomicInteger given = new AtomicInteger();
        start(node, WordCountNim.named("count"), task -> {
            // The tree comes first; then the next three calls are the attempts to name the first leaf's entity.
            int number = given.getAndIncrement();
            if (number < 1 || number > 3) {
                threads.execute(task);
            }
        });

        flow("a-1");
        testbed.time.advance(Duration.ofMinutes(1));
        assertThat(letters()).isEmpty();
        testbed.time.advance(Duration.ofMinutes(2));
        flow("a-2");
        testbed.letTimePass();

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .singleElement()
                .asString()
                .contains("names no entity for the leaf: no result within 30.0 s");
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-2\"]}");
    }

    @Test
    void aStateOfNullIsADeadLetterAtOnce() {
        start(
                node,
                WordCountNim.named("count")
                        .doing((before, word, effects) -> word.equals("a-1") ? null : WordCountNim.with(before, word)));

        flow("a-1", "a-2");
        testbed.time.advance(Duration.ofMillis(500));

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .singleElement()
                .asString()
                .contains("nim count returned null from apply");
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-2\"]}");
    }

    /** As at the beginning of a term, when a leaf is delivered and read from the stream, too. */
    @Test
    void aCopyOfALeafThatWasPassedOverIsADeadLetterForTheSameReason() {
        start(node, WordCountNim.named("count").doing((before, word, effects) -> null));
        flow("a-1");
        testbed.letTimePass();

        keepTheFirstLeafAgain();
        testbed.letTimePass();

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("nim count returned null from apply"));
    }

    @Test
    void aStateLargerThanTheServersTakeIsADeadLetterAtOnce() {
        start(
                node,
                WordCountNim.named("count")
                        .doing((before, word, effects) ->
                                WordCountNim.with(before, word.equals("a-2") ? "x".repeat(1024 * 1024) : word)));

        flow("a-1", "a-2", "a-3");
        testbed.time.advance(Duration.ofMillis(500));

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .singleElement()
                .asString()
                .contains("more than the servers take");
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-3\"]}");
    }

    @Test
    void whatFailsHoldsUpItsOwnEntityAndNoOther() {
        AtomicInteger failures = new AtomicInteger();
        start(node, WordCountNim.named("count").doing((before, word, effects) -> {
            if (word.equals("a-1") && failures.getAndIncrement() < 2) {
                throw new IllegalStateException("in a mood");
            }
            return WordCountNim.with(before, word);
        }));

        flow("a-1", "a-2", "b-1");
        testbed.time.advance(Duration.ofMillis(500));
        assertThat(soil("a")).isEmpty();
        assertThat(soil("b")).isEqualTo("{\"words\":[\"b-1\"]}");
        assertThat(testbed.waiting(node)).isNotEmpty();
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\"]}");
        assertThat(testbed.waiting(node)).isEmpty();
    }

    @Test
    void whatFailsForGoodIsADeadLetterThatTakesEffectOnceWhenItIsPutBack() {
        AtomicInteger failures = new AtomicInteger();
        start(node, WordCountNim.named("count").doing((before, word, effects) -> {
            if (word.equals("a-1") && failures.getAndIncrement() < 3) {
                throw new IllegalStateException("in a mood");
            }
            return WordCountNim.with(before, word);
        }));
        flow("a-1", "a-2");
        testbed.letTimePass();
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-2\"]}");
        long letter = letters().get(0).number();

        node.deadLetters().retry(letter);
        testbed.letTimePass();

        assertThat(letters()).isEmpty();
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-2\",\"a-1\"]}");
    }

    @Test
    void anEntityOfAnotherNimIsRefusedAndBothAreNamed() {
        start(node, WordCountNim.named("first"));
        flow("a-1");
        testbed.letTimePass();

        start(testbed.node(), WordCountNim.named("second"));
        flow("b-1");
        testbed.letTimePass();

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .anySatisfy(reason -> assertThat(reason)
                        .contains("entity a was written by nim first: entity nim second may not change it"));
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\"]}");
    }

    @Test
    void aStateOfANewerVersionWaitsForANodeThatKnowsIt() {
        InMemoryForest newer = testbed.node();
        start(newer, WordCountNim.named("count").version(2));
        testbed.flow(newer, "id-a-1", "a-1");
        testbed.letTimePass();
        newer.crash();
        start(node, WordCountNim.named("count"));
        flow("a-2", "b-1");
        testbed.letTimePass();

        assertThat(soil("b")).isEqualTo("{\"words\":[\"b-1\"]}");
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\"]}");
        assertThat(letters()).isEmpty();
        assertThat(testbed.waiting(node))
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.toString()).contains("version 2"));

        start(testbed.node(), WordCountNim.named("count").version(2));
        testbed.servers.moveOwners();
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\"]}");
    }

    @Test
    void aStateOfAnEarlierVersionIsBroughtToThePresentForm() {
        InMemoryForest older = testbed.node();
        start(older, WordCountNim.named("count"));
        testbed.flow(older, "id-a-1", "a-1");
        testbed.letTimePass();
        older.crash();

        start(node, WordCountNim.named("count").version(3));
        flow("a-2");
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"from1\",\"a-2\"]}");
    }

    @Test
    void aRemovedEntityBeginsAgain() {
        start(node, WordCountNim.named("count").doing((before, word, effects) -> {
            if (word.endsWith("-end")) {
                effects.remove();
            }
            return WordCountNim.with(before, word);
        }));

        flow("a-1", "a-end");
        testbed.letTimePass();
        assertThat(soil("a")).isEmpty();
        flow("a-2");
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-2\"]}");
    }

    @Test
    void otherEntitiesCanBeReadAndListedAsTheSoilHasThem() {
        start(node, WordCountNim.named("count").doing((before, word, effects) -> {
            String others = word.equals("sum-1")
                    ? effects.unguarded().keys("b") + " "
                            + effects.unguarded()
                                    .dig(EntityKey.of("b2"))
                                    .orElseThrow()
                                    .value()
                    : word;
            return WordCountNim.with(before, others.replace("\"", "'"));
        }));
        flow("a-1", "b1-1", "b2-1");
        testbed.letTimePass();

        flow("sum-1");
        testbed.letTimePass();

        assertThat(soil("sum")).isEqualTo("{\"words\":[\"[b1, b2] {'words':['b2-1']}\"]}");
    }

    @Test
    void theCountGoesOnWhenTheHumusHoldsNothingAnyMore() {
        start(node, WordCountNim.named("count"));
        flow("a-1", "a-2");
        testbed.letTimePass();

        testbed.servers.purge("HUMUS");
        start(testbed.node(), WordCountNim.named("count"));
        testbed.servers.moveOwners();
        flow("a-3");
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\",\"a-3\"]}");
    }
}
