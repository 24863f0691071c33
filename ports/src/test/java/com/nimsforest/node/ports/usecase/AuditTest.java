package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.audit.Finding;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.health.StorageFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Strata;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
    private final Grove grove = new Grove();
    private final InMemoryForest node = grove.node();
    private final Decomposer decomposer = new Decomposer(node.humus(), node.soil(), grove.instruments);
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> progress = new ArrayList<>();
    private Subscription decomposing = () -> {};
    private int ids;

    @BeforeEach
    void start() {
        node.storage().see(new StorageFacts(true, "", "", List.of()));
        grove.servers.closeWithin(Duration.ZERO);
        decomposing = decomposer.start();
    }

    @Test
    void aSoilThatIsTheFoldOfTheHumusIsSound() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.UPDATE, "2");
        add("elm", CompostAction.CREATE, "3");
        add("elm", CompostAction.DELETE, "null");

        AuditReport report = audit(false);

        assertThat(lines).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.entities()).isEqualTo(2);
        assertThat(progress).startsWith(0).endsWith(100).isSorted();
    }

    @Test
    void compostsThatAreOnTheirWayAreWaitedFor() {
        node.soil().script().failNext(3);
        node.humus().add(new MessageId("late"), Token.of("test"), compost("oak", CompostAction.CREATE, "1"));

        AuditReport report = audit(false);

        assertThat(report.isSound()).isTrue();
    }

    @Test
    void compostsThatNobodyTakesAreSaid() {
        decomposing.close();
        add("oak", CompostAction.CREATE, "1");

        AuditReport report = audit(false);

        assertThat(lines).containsExactly("oak: expected 1 (1:1), found nothing; the compost is still on its way");
        assertThat(report.problems())
                .containsExactly("consumer decomposer on HUMUS: 1 messages wait and nobody takes them");
    }

    @Test
    void aValueThatAnotherClientChangedIsFoundAndRepaired() {
        add("oak", CompostAction.CREATE, "{\"a\":1.10}");
        putByHand("oak", "{\"a\":2}");

        AuditReport found = audit(false);
        AuditReport repaired = audit(true);
        AuditReport after = audit(false);

        assertThat(found.isSound()).isFalse();
        assertThat(lines.get(0))
                .isEqualTo("oak: expected {\"a\":1.10} (1:1), found {\"a\":2} (written by another client, revision 2)");
        assertThat(repaired.isSound()).isTrue();
        assertThat(repaired.repaired()).isEqualTo(1);
        assertThat(after.isSound()).isTrue();
        assertThat(grove.soil(node, "oak")).contains("{\"a\":1.10}");
    }

    @Test
    void whatANodeOfAnotherKindWroteAsTheHumusSaysAgrees() {
        add("oak", CompostAction.CREATE, "{\"a\": \"<b>\"}");
        putByHand("oak", "{\"a\":\"\\u003cb\\u003e\"}");

        AuditReport report = audit(false);

        assertThat(report.isSound()).isTrue();
        assertThat(report.sourceless()).isEqualTo(1);
    }

    @Test
    void anEntryThatNoCompostTellsOfIsFoundAndRemoved() {
        add("oak", CompostAction.CREATE, "1");
        grove.clock.advance(Duration.ofSeconds(1));
        putByHand("weed", "1");

        audit(true);
        AuditReport after = audit(false);

        assertThat(lines).singleElement().asString().startsWith("weed: expected nothing");
        assertThat(after.isSound()).isTrue();
        assertThat(grove.soil(node, "weed")).isEmpty();
    }

    @Test
    void aSoilThatLostItsEndIsFoundAndRepaired() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.UPDATE, "2");
        add("elm", CompostAction.CREATE, "3");
        grove.servers.loseEnd("KV_SOIL", 2);

        AuditReport repaired = audit(true);
        AuditReport after = audit(false);

        assertThat(repaired.repaired()).isEqualTo(2);
        assertThat(lines)
                .contains("oak: expected 2 (1:2), found 1 (1:1, revision 1)", "elm: expected 3 (1:3), found nothing");
        assertThat(after.isSound()).isTrue();
        assertThat(grove.soil(node, "oak")).contains("2");
    }

    @Test
    void aHumusThatLostItsEndIsToldAndTheSoilLeftAlone() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.UPDATE, "2");
        grove.servers.loseEnd("HUMUS", 1);

        AuditReport report = audit(true);

        assertThat(report.isSound()).isFalse();
        assertThat(lines).singleElement().asString().contains("it has lost its end");
        assertThat(grove.soil(node, "oak")).contains("2");
    }

    @Test
    void aCopyOfTheHumusThatIsNotTheLeadersIsToldAndNothingIsRepairedByIt() {
        add("oak", CompostAction.CREATE, "1");
        add("elm", CompostAction.CREATE, "2");
        List<HumusEntry> shifted = List.of(
                new HumusEntry(new Slot(1, 1), compost("elm", CompostAction.CREATE, "2")),
                new HumusEntry(new Slot(1, 2), compost("oak", CompostAction.CREATE, "1")));

        AuditReport report = audit(new OtherCopy(node.strata(), shifted), true);

        assertThat(lines).isEmpty();
        assertThat(report.isSound()).isFalse();
        assertThat(report.problems()).singleElement().asString().startsWith("stream HUMUS: its leader holds something");
        assertThat(grove.soil(node, "oak")).contains("1");
        assertThat(grove.soil(node, "elm")).contains("2");
    }

    @Test
    void aPlaceThatTheLeaderNoLongerHoldsProvesNothing() {
        add("oak", CompostAction.CREATE, "1");
        List<HumusEntry> longer = List.of(
                new HumusEntry(new Slot(1, 1), compost("oak", CompostAction.CREATE, "1")),
                new HumusEntry(new Slot(1, 2), compost("oak", CompostAction.UPDATE, "2")));

        AuditReport report = audit(new OtherCopy(node.strata(), longer), true);

        assertThat(lines).isEmpty();
        assertThat(report.unproved()).isEqualTo(1);
        assertThat(grove.soil(node, "oak")).contains("1");
    }

    @Test
    void whatTheHumusNoLongerTellsOfIsNotProvedAndNoFailure() {
        add("oak", CompostAction.CREATE, "1");
        grove.servers.remakeHumus();
        add("elm", CompostAction.CREATE, "2");

        AuditReport report = audit(false);

        assertThat(report.isSound()).isTrue();
        assertThat(report.unproved()).isEqualTo(1);
    }

    @Test
    void aTombstoneThatWasPurgedAndItsEntityBackAgainIsFound() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.DELETE, "null");
        grove.servers.loseEnd("KV_SOIL", 2);
        node.soil().bury(new SoilChange.Put(EntityKey.of("oak"), JsonPayload.of("1"), Revision.none(), new Slot(1, 1)));

        audit(true);
        AuditReport after = audit(false);

        assertThat(lines).containsExactly("oak: expected nothing (1:2), found 1 (1:1, revision 1)");
        assertThat(after.isSound()).isTrue();
        assertThat(grove.soil(node, "oak")).isEmpty();
    }

    @Test
    void whatIsNoCompostIsCounted() {
        add("oak", CompostAction.CREATE, "1");
        grove.servers.putRaw("humus.test.create", "poison".getBytes(StandardCharsets.UTF_8));
        grove.letTimePass();

        AuditReport report = audit(false);

        assertThat(report.unreadable()).isEqualTo(1);
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void streamsThatLackReplicasAreProblems() {
        node.storage()
                .see(new StorageFacts(
                        true, "", "", List.of(new StreamFacts("RIVER", 3, 3, 2, "a", 0, List.of(), true, ""))));

        AuditReport report = audit(false);

        assertThat(report.problems()).containsExactly("stream RIVER: 2 of 3 replicas are up to date");
        assertThat(report.isSound()).isFalse();
    }

    private void putByHand(String key, String value) {
        grove.servers.putRaw("$KV.SOIL." + key, value.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String entity, CompostAction action, String json) {
        node.humus().add(new MessageId("id" + ++ids), Token.of("test"), compost(entity, action, json));
        grove.letTimePass();
    }

    private Compost compost(String entity, CompostAction action, String json) {
        return new Compost(EntityKey.of(entity), action, JsonPayload.of(json), "test", grove.clock.instant());
    }

    private AuditReport audit(boolean repair) {
        return audit(node.strata(), repair);
    }

    private AuditReport audit(Strata strata, boolean repair) {
        Audit.Ground ground = new Audit.Ground(strata, node.humus(), node.soil(), node.storage(), node.pipeline());
        Audit.Listener listener = new Audit.Listener() {
            @Override
            public void progress(int percent) {
                progress.add(percent);
            }

            @Override
            public void found(Finding finding, boolean repaired) {
                if (!repaired || lines.isEmpty() || !lines.contains(finding.line())) {
                    lines.add(finding.line());
                }
            }
        };
        return new Audit(ground, grove.time::advance, Duration.ofSeconds(10), listener).run(repair);
    }
}
