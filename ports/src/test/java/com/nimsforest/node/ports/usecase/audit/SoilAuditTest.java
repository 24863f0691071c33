package com.nimsforest.node.ports.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoilAuditTest extends SoilAuditFixture {
    @Test
    void aSoilThatIsTheFoldOfTheHumusIsSound() {
        add("oak", CompostAction.CREATE, "1");
        add("oak", CompostAction.UPDATE, "2");
        add("elm", CompostAction.CREATE, "3");
        add("elm", CompostAction.DELETE, "null");

        SoilAuditReport report = audit(false);

        assertThat(lines).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.entities()).isEqualTo(2);
        assertThat(progress).startsWith(0).endsWith(100).isSorted();
    }

    @Test
    void compostsThatAreOnTheirWayAreWaitedFor() {
        node.soil().script().failNext(3);
        node.humus().add(new MessageId("late"), Token.of("test"), compost("oak", CompostAction.CREATE, "1"));

        SoilAuditReport report = audit(false);

        assertThat(report.isSound()).isTrue();
    }

    @Test
    void compostsThatNobodyTakesAreSaid() {
        decomposing.close();
        add("oak", CompostAction.CREATE, "1");

        SoilAuditReport report = audit(false);

        assertThat(lines).containsExactly("oak: expected 1 (1:1), found nothing; the compost is still on its way");
        assertThat(report.problems())
                .containsExactly("consumer decomposer on HUMUS: 1 message is pending, which no node fetches");
    }

    @Test
    void whatANodeOfAnotherKindWroteAsTheHumusSaysAgrees() {
        add("oak", CompostAction.CREATE, "{\"a\": \"<b>\"}");
        putByHand("oak", "{\"a\":\"\\u003cb\\u003e\"}");

        SoilAuditReport report = audit(false);

        assertThat(report.isSound()).isTrue();
        assertThat(report.sourceless()).isEqualTo(1);
    }

    @Test
    void whatTheHumusNoLongerTellsOfIsNotProvedAndNoFailure() {
        add("oak", CompostAction.CREATE, "1");
        testbed.servers.remakeHumus();
        add("elm", CompostAction.CREATE, "2");

        SoilAuditReport report = audit(false);

        assertThat(report.isSound()).isTrue();
        assertThat(report.unproved()).isEqualTo(1);
    }

    @Test
    void whatIsNoCompostIsCounted() {
        add("oak", CompostAction.CREATE, "1");
        testbed.servers.putRaw("humus.test.create", "poison".getBytes(StandardCharsets.UTF_8));
        testbed.letTimePass();

        SoilAuditReport report = audit(false);

        assertThat(report.unreadable()).isEqualTo(1);
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void streamsThatLackReplicasAreProblems() {
        node.storage()
                .see(JetStreamFacts.available("", List.of(new StreamFacts("RIVER", 3, 3, 2, "a", 0, List.of(), true))));

        SoilAuditReport report = audit(false);

        assertThat(report.problems()).containsExactly("stream RIVER: 2 of 3 replicas are up to date");
        assertThat(report.isSound()).isFalse();
    }
}
