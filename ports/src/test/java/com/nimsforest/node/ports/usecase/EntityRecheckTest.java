package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.audit.LatestCompostIndex;
import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An entity that changes between the look at it and its repair. */
class EntityRecheckTest {
    private static final HumusSlot PLACE = new HumusSlot(1, 1);

    private final UseCaseTestbed grove = new UseCaseTestbed();
    private final InMemoryForest node = grove.node();
    private final HumusEntry said = new HumusEntry(PLACE, compost("oak", "1"));

    @BeforeEach
    void add() {
        node.humus().add(new MessageId("id"), Token.of("test"), said.compost());
        writtenByHand("2");
    }

    @Test
    void isLookedAtAgainAndRepaired() {
        EntityRecheck inquest = inquest(said);
        SoilAuditFinding finding = doubtful(inquest);
        writtenByHand("3");

        assertThat(repair(inquest, finding)).isCompletedWithValue(true);
        assertThat(grove.soil(node, "oak")).contains("1");
    }

    @Test
    void isLeftAloneWhenTheLeaderOfTheHumusSaysSomethingElseByThen() {
        EntityRecheck inquest = inquest(said, new HumusEntry(PLACE, compost("elm", "1")));
        SoilAuditFinding finding = doubtful(inquest);
        writtenByHand("3");

        assertThat(repair(inquest, finding)).isCompletedWithValue(false);
        assertThat(grove.soil(node, "oak")).contains("3");
    }

    private EntityRecheck inquest(HumusEntry... leaders) {
        LatestCompostIndex fold = new LatestCompostIndex(new HumusSequenceRange(1, 1, 1));
        fold.add(said);
        SoilAudit.Ground ground = new SoilAudit.Ground(
                node.strata(),
                new LeaderChangingHumus(node.humus(), List.of(leaders)),
                node.soil(),
                node.storage(),
                node.pipeline());
        return new EntityRecheck(ground, fold, PLACE);
    }

    private static SoilAuditFinding doubtful(EntityRecheck inquest) {
        return inquest.hold(EntityKey.of("oak"))
                .toCompletableFuture()
                .join()
                .finding()
                .orElseThrow();
    }

    private static CompletableFuture<Boolean> repair(EntityRecheck inquest, SoilAuditFinding finding) {
        return inquest.repair(finding).toCompletableFuture();
    }

    private void writtenByHand(String value) {
        grove.servers.putRaw("$KV.SOIL.oak", value.getBytes(StandardCharsets.UTF_8));
    }

    private Compost compost(String entity, String json) {
        return new Compost(
                EntityKey.of(entity), CompostAction.CREATE, JsonPayload.of(json), "test", grove.clock.instant());
    }
}
