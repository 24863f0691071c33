package com.nimsforest.node.ports.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an audit that may repair puts right, and what it leaves alone. */
class SoilAuditRepairTest extends SoilAuditFixture {
    @Test
    void aValueThatAnotherClientChangedIsFoundAndRepaired() {
        add("oak", CompostAction.CREATE, "{\"a\":1.10}");
        putByHand("oak", "{\"a\":2}");

        SoilAuditReport found = audit(false);
        SoilAuditReport repaired = audit(true);
        SoilAuditReport after = audit(false);

        assertThat(found.isSound()).isFalse();
        assertThat(lines.get(0))
                .isEqualTo("oak: expected {\"a\":1.10} (1:1), found {\"a\":2} (written by another client, revision 2)");
        assertThat(repaired.isSound()).isTrue();
        assertThat(repaired.repaired()).isEqualTo(1);
        assertThat(after.isSound()).isTrue();
        assertThat(testbed.soil(node, "oak")).contains("{\"a\":1.10}");
    }

    @Test
    void anEntryThatNoCompostTellsOfIsFoundAndRemoved() {
        add("oak", CompostAction.CREATE, "1");
        testbed.clock.advance(Duration.ofSeconds(1));
        putByHand("weed", "1");

        audit(true);
        SoilAuditReport after = audit(false);

        assertThat(lines).singleElement().asString().startsWith("weed: expected nothing");
        assertThat(after.isSound()).isTrue();
        assertThat(testbed.soil(node, "weed")).isEmpty();
    }

    /** An entity nim could not tell otherwise which leaves were in it, and would wait for good. */
    @Test
    void aRemovalByAnotherClientGetsASourceByTheRepair() {
        add("oak", CompostAction.CREATE, "1");
        putByHand("weed", "1");
        EntityKey weed = EntityKey.of("weed");
        Revision planted = CompletionFailures.join(node.soil().survey(weed)).revision();
        CompletionFailures.join(node.soil().bury(new SoilChange.Remove(weed, planted, HumusSlot.none())));

        assertThat(audit(false).isSound()).isTrue();
        SoilAuditReport repaired = audit(true);

        assertThat(repaired.repaired()).isEqualTo(1);
        assertThat(CompletionFailures.join(node.soil().survey(weed)).source()).isNotEqualTo(HumusSlot.none());
        assertThat(audit(true).repaired()).isZero();
    }

    @Test
    void aSoilThatLostItsEndIsFoundAndRepaired() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.UPDATE, "2");
        add("elm", CompostAction.CREATE, "3");
        testbed.servers.loseEnd("KV_SOIL", 2);

        SoilAuditReport repaired = audit(true);
        SoilAuditReport after = audit(false);

        assertThat(repaired.repaired()).isEqualTo(2);
        assertThat(lines)
                .contains("oak: expected 2 (1:2), found 1 (1:1, revision 1)", "elm: expected 3 (1:3), found nothing");
        assertThat(after.isSound()).isTrue();
        assertThat(testbed.soil(node, "oak")).contains("2");
    }

    @Test
    void aHumusThatLostItsEndIsReportedAndTheSoilLeftAlone() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.UPDATE, "2");
        testbed.servers.loseEnd("HUMUS", 1);

        SoilAuditReport report = audit(true);

        assertThat(report.isSound()).isFalse();
        assertThat(lines).singleElement().asString().contains("it has lost its end");
        assertThat(testbed.soil(node, "oak")).contains("2");
    }

    @Test
    void aCopyOfTheHumusThatIsNotTheLeadersIsReportedAndNothingIsRepairedByIt() {
        add("oak", CompostAction.CREATE, "1");
        add("elm", CompostAction.CREATE, "2");
        List<HumusEntry> shifted = List.of(
                new HumusEntry(new HumusSlot(1, 1), compost("elm", CompostAction.CREATE, "2")),
                new HumusEntry(new HumusSlot(1, 2), compost("oak", CompostAction.CREATE, "1")));

        SoilAuditReport report = audit(new DivergedStreamSnapshot(node.snapshot(), shifted), true);

        assertThat(lines).isEmpty();
        assertThat(report.isSound()).isFalse();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .startsWith("stream HUMUS: its leader differs from the replica that was read");
        assertThat(testbed.soil(node, "oak")).contains("1");
        assertThat(testbed.soil(node, "elm")).contains("2");
    }

    @Test
    void aPlaceThatTheLeaderNoLongerHoldsProvesNothing() {
        add("oak", CompostAction.CREATE, "1");
        List<HumusEntry> longer = List.of(
                new HumusEntry(new HumusSlot(1, 1), compost("oak", CompostAction.CREATE, "1")),
                new HumusEntry(new HumusSlot(1, 2), compost("oak", CompostAction.UPDATE, "2")));

        SoilAuditReport report = audit(new DivergedStreamSnapshot(node.snapshot(), longer), true);

        assertThat(lines).isEmpty();
        assertThat(report.unproved()).isEqualTo(1);
        assertThat(testbed.soil(node, "oak")).contains("1");
    }

    @Test
    void aTombstoneThatWasPurgedAndItsEntityBackAgainIsFound() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.DELETE, "null");
        testbed.servers.loseEnd("KV_SOIL", 2);
        node.soil()
                .bury(new SoilChange.Put(
                        EntityKey.of("oak"), JsonPayload.of("1"), Revision.none(), new HumusSlot(1, 1)));

        audit(true);
        SoilAuditReport after = audit(false);

        assertThat(lines).containsExactly("oak: expected nothing (1:2), found 1 (1:1, revision 1)");
        assertThat(after.isSound()).isTrue();
        assertThat(testbed.soil(node, "oak")).isEmpty();
    }
}
