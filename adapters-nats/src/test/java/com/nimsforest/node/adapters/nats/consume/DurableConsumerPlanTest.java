package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.progress.AskedPatterns;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DurableConsumerPlanTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @Test
    void nothingIsEverDroppedOrHeldBackByTheServers() {
        ObjectNode config = plan("a.b").creation(1, 0, TODAY);

        assertThat(config.path("max_deliver").asInt()).isEqualTo(-1);
        assertThat(config.path("max_ack_pending").asInt()).isEqualTo(-1);
        assertThat(config.path("ack_policy").asString()).isEqualTo("explicit");
        assertThat(config.path("deliver_policy").asString()).isEqualTo("all");
    }

    @Test
    void whatOthersWaitForIsGivenAgainSooner() {
        assertThat(plan("a.b").givenAgainSoon().ackWait())
                .isLessThan(plan("a.b").ackWait())
                .isEqualTo(plan("a.b").ownedByOne().ackWait())
                .isEqualTo(plan("a.b").givenAgainSoon().givenAgainSoon().ackWait());
    }

    @Test
    void oneThatIsRecreatedGoesOnAtItsPlace() {
        ObjectNode config = plan("a.b").creation(1, 17, TODAY);

        assertThat(config.path("deliver_policy").asString()).isEqualTo("by_start_sequence");
        assertThat(config.path("opt_start_seq").asLong()).isEqualTo(17);
    }

    @Test
    void filtersAreExtendedByWhatEachVersionAsksFor() {
        JsonNode present = plan("a.b", "c").creation(1, 0, TODAY);

        JsonNode config = plan("a.>", "d").update(present, TODAY);

        assertThat(ConsumerInfo.patterns(config).patterns())
                .extracting(SubjectPattern::value)
                .containsExactlyInAnyOrder("a.>", "c", "d");
    }

    @Test
    void whatNobodyAskedForInThirtyDaysIsForgotten() {
        JsonNode present = plan("a", "c").creation(1, 0, TODAY);

        JsonNode after30 = plan("a").update(present, TODAY.plusDays(30));
        JsonNode after31 = plan("a").update(after30, TODAY.plusDays(31));

        assertThat(AskedPatterns.of(after30, TODAY.plusDays(30)).patterns())
                .extracting(SubjectPattern::value)
                .containsExactly("a", "c");
        assertThat(ConsumerInfo.patterns(after31).patterns())
                .extracting(SubjectPattern::value)
                .containsExactly("a");
    }

    @Test
    void theFiltersOfAnEarlierVersionCountAsAskedForToday() {
        ObjectNode present = plan("c").creation(1, 0, TODAY.minusDays(90));
        present.remove("metadata");

        JsonNode config = plan("a").update(present, TODAY);

        assertThat(AskedPatterns.of(config, TODAY).days())
                .containsEntry(SubjectPattern.of("a"), TODAY)
                .containsEntry(SubjectPattern.of("c"), TODAY);
    }

    @Test
    void aConsumerWithoutFilterIsGivenOne() {
        ObjectNode present = plan("a").creation(1, 0, TODAY);
        present.remove("metadata");
        present.remove("filter_subject");

        JsonNode config = plan("a").update(present, TODAY);

        assertThat(ConsumerInfo.patterns(config).patterns())
                .extracting(SubjectPattern::value)
                .containsExactly("a");
    }

    @Test
    void whatAnotherNodeWroteOverIsNoticed() {
        JsonNode present = plan("a").creation(1, 0, TODAY);

        assertThat(plan("a").isAskedIn(present, TODAY)).isTrue();
        assertThat(plan("a").isAskedIn(present, TODAY.plusDays(1))).isFalse();
        assertThat(plan("a", "b").isAskedIn(present, TODAY)).isFalse();
    }

    @Test
    void aStreamThatWasRecreatedHasAConsumerOfAnotherName() {
        assertThat(plan("a").creation(1, 0, TODAY).path("durable_name").asString())
                .isEqualTo("nim-a-1")
                .isNotEqualTo(plan("a").durable(2));
    }

    private static DurableConsumerPlan plan(String... patterns) {
        SubjectPatternSet filter = new SubjectPatternSet(
                List.of(patterns).stream().map(SubjectPattern::of).toList());
        return new DurableConsumerPlan("LEAVES", "nim-a", filter, Duration.ofSeconds(30));
    }
}
