package com.nimsforest.node.ports.usecase.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an entity nim is told when its states expire; on servers in memory. */
class EntityExpiryTest {
    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private final ExpiringWordsNim nim = new ExpiringWordsNim();

    private void start(InMemoryForest on, ExpiringWordsNim told) {
        testbed.path(on, UseCaseTestbed.tree("words", UseCaseTestbed::leaf), told, testbed.time::execute)
                .start();
    }

    private void flow(String word) {
        testbed.flow(node, "id-" + word, word);
        pass(1);
    }

    private void pass(int seconds) {
        testbed.time.advance(Duration.ofSeconds(seconds));
    }

    private String soil(String entity) {
        return testbed.soil(node, entity).orElse("");
    }

    private List<String> ended() {
        List<String> ended = new ArrayList<>();
        node.leaves().gather(Token.of("listener"), Set.of(SubjectPattern.of("word.ended")), delivery -> {
            ended.add(delivery.message().data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        });
        return ended;
    }

    @Test
    void aStateIsOverWhenNoLeafCameForItsTime() {
        List<String> ended = ended();
        start(node, nim);

        flow("a-1");
        pass(50);
        flow("a-2");
        pass(50);
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\"]}");
        assertThat(nim.told).isEmpty();
        pass(15);

        assertThat(soil("a")).isEmpty();
        assertThat(nim.told).containsExactly(List.of("a-1", "a-2"));
        assertThat(ended).containsExactly("2");
        testbed.letTimePass();
        assertThat(nim.told).hasSize(1);
    }

    @Test
    void aLeafAfterwardsBeginsAgain() {
        start(node, nim);
        flow("a-1");
        testbed.letTimePass();

        flow("a-2");

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-2\"]}");
    }

    @Test
    void aStateMayFollowWhoseTimeBeginsThen() {
        nim.begins = true;
        start(node, nim);
        flow("a-1");

        pass(65);
        assertThat(soil("a")).isEqualTo("{\"words\":[\"over\"]}");
        nim.begins = false;
        pass(65);

        assertThat(soil("a")).isEmpty();
        assertThat(nim.told).containsExactly(List.of("a-1"), List.of("over"));
    }

    @Test
    void aStateThatDoesNotExpireStays() {
        start(node, nim);

        flow("a-1");
        flow("a-ever");
        testbed.letTimePass();

        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-ever\"]}");
        assertThat(nim.told).isEmpty();
    }

    @Test
    void aTimeOfNullIsADeadLetterAtOnce() {
        start(node, nim);

        flow("a-1");
        flow("a-null");
        flow("a-2");

        assertThat(node.deadLetters().list(0, 9))
                .extracting(DeadLetter::reason)
                .containsExactly("nim count returned null from expires");
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\"]}");
    }

    @Test
    void whatFailsThenIsNamedAndTriedAgainAndHoldsUpNoLeaf() {
        nim.failures = 1_000;
        start(node, nim);
        flow("a-1");

        pass(70);
        assertThat(testbed.waiting(node))
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.toString()).contains("its state has expired", "in a mood"));
        flow("a-2");
        assertThat(soil("a")).isEqualTo("{\"words\":[\"a-1\",\"a-2\"]}");
        pass(70);
        nim.failures = 0;
        pass(10);

        assertThat(soil("a")).isEmpty();
        assertThat(nim.told).containsExactly(List.of("a-1", "a-2"));
        assertThat(testbed.waiting(node)).isEmpty();
    }

    @Test
    void anotherNodeTellsItWhenTheOwnerIsGoneAndNoLeafComes() {
        InMemoryForest owner = testbed.node();
        start(owner, nim);
        flow("a-1");
        owner.crash();
        ExpiringWordsNim other = new ExpiringWordsNim();
        start(node, other);

        testbed.letTimePass();

        assertThat(soil("a")).isEmpty();
        assertThat(other.told).containsExactly(List.of("a-1"));
    }

    @Test
    void twoNodesMakeOneEffectOfIt() {
        List<String> ended = ended();
        start(node, nim);
        start(testbed.node(), nim);
        flow("a-1");

        testbed.letTimePass();

        assertThat(soil("a")).isEmpty();
        assertThat(ended).containsExactly("1");
    }

    @Test
    void aStateThatTheHumusHoldsNoMoreExpiresToo() {
        List<String> ended = ended();
        start(node, nim);
        flow("a-1");
        testbed.servers.purge("HUMUS");

        testbed.letTimePass();

        assertThat(soil("a")).isEmpty();
        assertThat(nim.told).containsOnly(List.of("a-1"));
        assertThat(ended).containsExactly("1");
    }
}
