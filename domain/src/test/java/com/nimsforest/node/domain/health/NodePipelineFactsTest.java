package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.handler.FailingMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodePipelineFactsTest {
    private static final ConsumerFacts COUNT = new ConsumerFacts("LEAVES", "entity-count", 0, 1, true);

    @Test
    void aConsumerWhoseMessagesAreAllListedAsFailingDoesNotStall() {
        assertThat(stalled(COUNT, failing("nim count", "LEAVES"))).isFalse();
    }

    @Test
    void oneWithMoreToDoStalls() {
        assertThat(stalled(COUNT)).isTrue();
        assertThat(stalled(new ConsumerFacts("LEAVES", "entity-count", 1, 1, true), failing("nim count", "LEAVES")))
                .isTrue();
        assertThat(stalled(new ConsumerFacts("LEAVES", "entity-count", 0, 2, true), failing("nim count", "LEAVES")))
                .isTrue();
    }

    @Test
    void whatFailsElsewhereIsNoneOfItsMessages() {
        assertThat(stalled(COUNT, failing("nim other", "LEAVES"))).isTrue();
        assertThat(stalled(
                        new ConsumerFacts("LEAVES", "entity-page-count", 0, 1, true), failing("nim count", "LEAVES")))
                .isTrue();
        assertThat(stalled(COUNT, failing("nim count", "ASIDE"))).isTrue();
    }

    private static boolean stalled(ConsumerFacts consumer, FailingMessage... failing) {
        NodePipelineFacts facts =
                new NodePipelineFacts(List.of(), List.of(), List.of(consumer), 0, List.of(), List.of(failing));
        return facts.consumers().get(0).stalled();
    }

    private static FailingMessage failing(String handler, String stream) {
        return new FailingMessage(handler, stream, 7, "mail.due", "no", 1, 10, Instant.EPOCH, Instant.EPOCH);
    }
}
