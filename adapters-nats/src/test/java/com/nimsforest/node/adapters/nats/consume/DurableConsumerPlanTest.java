package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DurableConsumerPlanTest {
    @Test
    void nothingIsEverDroppedOrHeldBackByTheServers() {
        ObjectNode config = plan("a.b").creation(1, 0);

        assertThat(config.path("max_deliver").asInt()).isEqualTo(-1);
        assertThat(config.path("max_ack_pending").asInt()).isEqualTo(-1);
        assertThat(config.path("ack_policy").asString()).isEqualTo("explicit");
        assertThat(config.path("deliver_policy").asString()).isEqualTo("all");
    }

    @Test
    void oneThatIsMadeAnewGoesOnAtItsPlace() {
        ObjectNode config = plan("a.b").creation(1, 17);

        assertThat(config.path("deliver_policy").asString()).isEqualTo("by_start_sequence");
        assertThat(config.path("opt_start_seq").asLong()).isEqualTo(17);
    }

    @Test
    void filtersAreExtendedAndNeverNarrowed() {
        JsonNode present = plan("a.b", "c").creation(1, 0);

        JsonNode config = plan("a.>", "d").update(present);

        assertThat(DurableConsumerPlan.filters(config).patterns())
                .extracting(SubjectPattern::value)
                .containsExactlyInAnyOrder("a.>", "c", "d");
    }

    @Test
    void aStreamThatWasMadeAnewHasAConsumerOfAnotherName() {
        assertThat(plan("a").creation(1, 0).path("durable_name").asString())
                .isEqualTo("nim-a-1")
                .isNotEqualTo(plan("a").durable(2));
    }

    private static DurableConsumerPlan plan(String... patterns) {
        SubjectPatternSet filter = new SubjectPatternSet(
                List.of(patterns).stream().map(SubjectPattern::of).toList());
        return new DurableConsumerPlan("LEAVES", "nim-a", filter, Duration.ofSeconds(30));
    }
}
