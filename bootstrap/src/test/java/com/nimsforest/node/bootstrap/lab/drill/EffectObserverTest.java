package com.nimsforest.node.bootstrap.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.Decomposer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectObserverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final InMemoryForest forest = InMemoryForest.running();

    @AfterEach
    void end() {
        forest.close();
    }

    @Test
    void whatWasHeardAndIsThereNeedsNoLeader() {
        try (EffectObserver observer = new EffectObserver(forest.soil(), forest.humus(), "run-")) {
            makeAnEffect(1);
            await().atMost(TIMEOUT).until(() -> observer.effects().containsKey(1L));

            EffectObserver.Found found = observer.find(Set.of(1L));

            assertThat(found.effects()).containsOnly(entry(1));
            assertThat(found.stored()).containsExactly(1L);
            assertThat(found.seenByLeadersOnly()).isEmpty();
        }
    }

    @Test
    void whatWasNotHeardButTheLeadersHoldIsNotLost() {
        makeAnEffect(1);
        try (EffectObserver observer = new EffectObserver(forest.soil(), forest.humus(), "run-")) {
            EffectObserver.Found found = observer.find(Set.of(1L));

            assertThat(found.effects()).containsOnly(entry(1));
            assertThat(found.stored()).containsExactly(1L);
            assertThat(found.seenByLeadersOnly()).containsExactly(1L);
        }
    }

    @Test
    void anEntityWithoutItsCompostIsNoEffect() {
        SoilChange stray = new SoilChange.Put(
                EntityKey.of("run-1"), JsonPayload.of("1"), Revision.none(), new HumusSlot(1, 1_000_000));
        forest.soil().bury(stray).toCompletableFuture().join();
        try (EffectObserver observer = new EffectObserver(forest.soil(), forest.humus(), "run-")) {
            EffectObserver.Found found = observer.find(Set.of(1L, 2L));

            assertThat(found.effects()).isEmpty();
            assertThat(found.stored()).containsExactly(1L);
            assertThat(found.seenByLeadersOnly()).isEmpty();
        }
    }

    private void makeAnEffect(long number) {
        EntityKey entity = EntityKey.of("run-" + number);
        try (var decomposer = new Decomposer(forest.humus(), forest.soil(), NodeMetrics.none()).start()) {
            forest.humus()
                    .add(
                            new MessageId("id-" + number),
                            Token.of("nim"),
                            new Compost(entity, CompostAction.UPDATE, JsonPayload.of("1"), "nim", Instant.EPOCH))
                    .toCompletableFuture()
                    .join();
            await().atMost(TIMEOUT).until(() -> forest.soil().dig(entity).isPresent());
        }
    }

    private static java.util.Map.Entry<Long, Integer> entry(long number) {
        return java.util.Map.entry(number, 1);
    }
}
