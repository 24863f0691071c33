package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DecomposerTest {
    private static final EntityKey OAK = EntityKey.of("oak");

    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private final Decomposer decomposer = new Decomposer(node.humus(), node.soil(), testbed.instruments);

    @Test
    void theNewestCompostOfAnEntityWins() {
        decomposer.start();

        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.UPDATE, "2");
        add("3", CompostAction.UPDATE, "3");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).contains("3");
        assertThat(testbed.instruments.count(Count.SOIL_CHANGES)).isEqualTo(3);
    }

    @Test
    void aCompostThatIsGivenAgainAfterALaterOneChangesNothing() {
        node.soil().script().failNext(1);
        decomposer.start();

        add("1", CompostAction.CREATE, "\"old\"");
        add("2", CompostAction.UPDATE, "\"new\"");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).contains("\"new\"");
        assertThat(testbed.instruments.count(Count.SOIL_UNCHANGED)).isEqualTo(1);
    }

    @Test
    void anAnswerThatNeverCameIsFoundInTheSoil() {
        node.soil().script().answerUnknownAfterStoring(1);
        decomposer.start();

        add("1", CompostAction.CREATE, "1");
        testbed.letTimePass();

        assertThat(node.soil().dig(OAK).map(SoilEntry::revision)).contains(Revision.of(1));
        assertThat(testbed.instruments.count(Count.SOIL_UNCHANGED)).isEqualTo(1);
    }

    @Test
    void aDeletedEntityStaysDeletedWhenItsCreationIsGivenAgain() {
        node.soil().script().failNext(1);
        decomposer.start();

        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.DELETE, "null");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).isEmpty();
    }

    @Test
    void aCreateOfWhatExistsSetsTheValueAndIsCounted() {
        decomposer.start();

        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.CREATE, "2");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).contains("2");
        assertThat(testbed.instruments.count(Count.SOIL_CREATES_OF_EXISTING)).isEqualTo(1);
    }

    @Test
    void aHumusThatWasRecreatedIsNotTakenForAnOldOne() {
        decomposer.start();
        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.UPDATE, "2");
        testbed.letTimePass();

        testbed.servers.remakeHumus();
        add("3", CompostAction.UPDATE, "3");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).contains("3");
    }

    @Test
    void aHumusThatLostItsEndGivesItsPlacesAwayAndNothingIsTakenForWhatWasThere() {
        decomposer.start();
        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.UPDATE, "2");
        testbed.letTimePass();
        testbed.servers.loseEnd("HUMUS", 1);

        add("3", CompostAction.UPDATE, "3");
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).contains("3");
        assertThat(decomposer.problems()).containsExactly(HealthFinding.about("1:2", ProblemKind.HUMUS_LOST_TAIL));
    }

    @Test
    void anOldCompostThatIsGivenAgainAfterTheHumusLostItsEndChangesNothing() {
        List<CompletableFuture<Verdict>> lost = new ArrayList<>();
        Subscription first = node.humus().decompose(delivery -> {
            lost.add(new CompletableFuture<>());
            return lost.get(lost.size() - 1);
        });
        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.UPDATE, "2");
        bury("1", 1);
        bury("2", 2);
        testbed.servers.loseEnd("HUMUS", 1);
        testbed.servers.closeWithin(Duration.ZERO);
        first.close();

        decomposer.start();
        testbed.letTimePass();

        assertThat(testbed.soil(node, "oak")).contains("2");
    }

    @Test
    void anotherNimThatChangesAnEntityOfAnEntityNimIsToldOnceAndTheLastChangeStands() {
        decomposer.start();
        state("owner", 0, "1");
        testbed.letTimePass();
        assertThat(decomposer.problems()).isEmpty();

        add("1", CompostAction.UPDATE, "2");
        add("2", CompostAction.UPDATE, "3");
        testbed.letTimePass();

        assertThat(decomposer.problems()).containsExactly(twoNims("owner", "test"));
        assertThat(testbed.soil(node, "oak")).contains("3");
    }

    @Test
    void anEntityNimThatChangesAnEntityOfAnotherNimIsTold() {
        decomposer.start();
        add("1", CompostAction.CREATE, "1");
        state("owner", 0, "2");
        testbed.letTimePass();

        assertThat(decomposer.problems()).containsExactly(twoNims("test", "owner"));
        assertThat(testbed.soil(node, "oak")).contains("2");
    }

    @Test
    void aNimThatBecameAnEntityNimIsNoSecondOne() {
        decomposer.start();
        add("1", CompostAction.CREATE, "1");
        long first = state("test", 0, "2");
        add("2", CompostAction.UPDATE, "3");
        state("test", first, "4");
        testbed.letTimePass();

        assertThat(decomposer.problems()).isEmpty();
        assertThat(testbed.soil(node, "oak")).contains("4");
    }

    @Test
    void anOldChangeOfAnotherNimThatIsGivenAgainIsNotTold() {
        node.soil().script().failNext(1);
        decomposer.start();
        add("1", CompostAction.UPDATE, "1");
        state("owner", 0, "2");
        testbed.letTimePass();

        assertThat(decomposer.problems()).isEmpty();
        assertThat(testbed.instruments.count(Count.SOIL_UNCHANGED)).isEqualTo(1);
    }

    private static HealthFinding twoNims(String before, String after) {
        return HealthFinding.about("oak", ProblemKind.ENTITY_OF_TWO_NIMS).with(HealthFact.NIMS, List.of(before, after));
    }

    private long state(String nim, long expected, String json) {
        Token name = Token.of(nim);
        Compost compost = new Compost(OAK, CompostAction.UPDATE, JsonPayload.of(json), nim, testbed.clock.instant())
                .of(new EntityProvenance(name, 1, AppliedLeaves.none()));
        return node.entityHumus()
                .add(name, compost, expected)
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatIsCreatedIsWrittenWithoutASurvey() {
        node.soil().reads().failNext(1);
        decomposer.start();

        add("1", CompostAction.CREATE, "1");
        testbed.letTimePass();

        assertThatThrownBy(() -> node.soil().dig(OAK)).isInstanceOf(StorageUnavailableException.class);
        assertThat(testbed.soil(node, "oak")).contains("1");
    }

    @Test
    void aCreateOfWhatExistsIsNoConflict() {
        decomposer.start();

        add("1", CompostAction.CREATE, "1");
        add("2", CompostAction.CREATE, "2");
        testbed.letTimePass();

        assertThat(testbed.instruments.count(Count.SOIL_CONFLICTS)).isZero();
    }

    private void bury(String json, long sequence) {
        HumusSlot place = node.humus()
                .at(new HumusSlot(1, sequence))
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .slot();
        Revision revision = node.soil().survey(OAK).toCompletableFuture().join().revision();
        node.soil().bury(new SoilChange.Put(OAK, JsonPayload.of(json), revision, place));
    }

    private void add(String id, CompostAction action, String json) {
        Compost compost = new Compost(OAK, action, JsonPayload.of(json), "test", testbed.clock.instant());
        node.humus().add(new MessageId(id), Token.of("test"), compost);
    }
}
