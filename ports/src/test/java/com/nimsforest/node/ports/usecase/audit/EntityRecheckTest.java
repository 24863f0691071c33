package com.nimsforest.node.ports.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An entity that changes between its check and its repair. */
class EntityRecheckTest {
    private static final HumusSlot SLOT = new HumusSlot(1, 1);

    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private final HumusEntry latest = new HumusEntry(SLOT, compost("oak", "1"));

    @BeforeEach
    void add() {
        node.humus().add(new MessageId("id"), Token.of("test"), latest.compost());
        writtenByHand("2");
    }

    @Test
    void isCheckedAgainAndRepaired() {
        EntityRecheck recheck = recheck(latest);
        SoilAuditFinding finding = doubtful(recheck);
        writtenByHand("3");

        assertThat(repair(recheck, finding)).isCompletedWithValue(true);
        assertThat(testbed.soil(node, "oak")).contains("1");
    }

    @Test
    void isLeftAloneWhenTheLeaderOfTheHumusSaysSomethingElseByThen() {
        EntityRecheck recheck = recheck(latest, new HumusEntry(SLOT, compost("elm", "1")));
        SoilAuditFinding finding = doubtful(recheck);
        writtenByHand("3");

        assertThat(repair(recheck, finding)).isCompletedWithValue(false);
        assertThat(testbed.soil(node, "oak")).contains("3");
    }

    private EntityRecheck recheck(HumusEntry... leaders) {
        LatestCompostIndex index = new LatestCompostIndex(new HumusSequenceRange(1, 1, 1));
        index.add(latest);
        AuditPorts ports = new AuditPorts(
                node.snapshot(),
                new LeaderChangingHumus(node.humus(), List.of(leaders)),
                node.soil(),
                node.storage(),
                node.pipeline(),
                value -> true);
        return new EntityRecheck(ports, index, SLOT);
    }

    private static SoilAuditFinding doubtful(EntityRecheck recheck) {
        return recheck.check(EntityKey.of("oak"))
                .toCompletableFuture()
                .join()
                .finding()
                .orElseThrow();
    }

    private static CompletableFuture<Boolean> repair(EntityRecheck recheck, SoilAuditFinding finding) {
        return recheck.repair(finding).toCompletableFuture();
    }

    private void writtenByHand(String value) {
        testbed.servers.putRaw("$KV.SOIL.oak", value.getBytes(StandardCharsets.UTF_8));
    }

    private Compost compost(String entity, String json) {
        return new Compost(
                EntityKey.of(entity), CompostAction.CREATE, JsonPayload.of(json), "test", testbed.clock.instant());
    }
}
