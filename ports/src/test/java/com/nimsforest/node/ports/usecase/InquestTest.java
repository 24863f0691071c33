package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.audit.Finding;
import com.nimsforest.node.domain.audit.Fold;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSpan;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An entity that changes between the look at it and its repair. */
class InquestTest {
    private static final Slot PLACE = new Slot(1, 1);

    private final Grove grove = new Grove();
    private final InMemoryForest node = grove.node();
    private final HumusEntry said = new HumusEntry(PLACE, compost("oak", "1"));

    @BeforeEach
    void add() {
        node.humus().add(new MessageId("id"), Token.of("test"), said.compost());
        writtenByHand("2");
    }

    @Test
    void isLookedAtAgainAndRepaired() {
        Inquest inquest = inquest(said);
        Finding finding = doubtful(inquest);
        writtenByHand("3");

        assertThat(repair(inquest, finding)).isCompletedWithValue(true);
        assertThat(grove.soil(node, "oak")).contains("1");
    }

    @Test
    void isLeftAloneWhenTheLeaderOfTheHumusSaysSomethingElseByThen() {
        Inquest inquest = inquest(said, new HumusEntry(PLACE, compost("elm", "1")));
        Finding finding = doubtful(inquest);
        writtenByHand("3");

        assertThat(repair(inquest, finding)).isCompletedWithValue(false);
        assertThat(grove.soil(node, "oak")).contains("3");
    }

    private Inquest inquest(HumusEntry... leaders) {
        Fold fold = new Fold(new HumusSpan(1, 1, 1));
        fold.add(said);
        Audit.Ground ground = new Audit.Ground(
                node.strata(),
                new MovingLeader(node.humus(), List.of(leaders)),
                node.soil(),
                node.storage(),
                node.pipeline());
        return new Inquest(ground, fold, PLACE);
    }

    private static Finding doubtful(Inquest inquest) {
        return inquest.hold(EntityKey.of("oak"))
                .toCompletableFuture()
                .join()
                .finding()
                .orElseThrow();
    }

    private static CompletableFuture<Boolean> repair(Inquest inquest, Finding finding) {
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
