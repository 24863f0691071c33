package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StreamPlanTest {
    @Test
    void whatIsMadeAsPlannedHasNoDrift() {
        ObjectNode config = ForestStreamLayout.humus().creation(1);

        assertThat(ForestStreamLayout.humus().differences(config)).isEmpty();
        assertThat(ForestStreamLayout.humus().isCoveredBy(config)).isTrue();
    }

    @Test
    void driftIsDescribedForPeople() {
        ObjectNode config = ForestStreamLayout.humus().creation(1);
        config.put("max_age", 0).put("max_msgs", 5).put("storage", "memory");

        assertThat(ForestStreamLayout.humus().differences(config))
                .extracting(StreamConfigDrift::description)
                .containsExactlyInAnyOrder(
                        "max_age: is without bound, planned PT168H",
                        "max_msgs: is 5, planned 1000000",
                        "storage: is memory, planned file");
    }

    @Test
    void whatServersAnswerWithoutABoundIsNoDriftAndEachFieldThatBreaksAStreamIs() {
        ObjectNode config = ForestStreamLayout.river().creation(1);
        config.remove(List.of("no_ack", "max_msg_size", "subject_transform", "sources", "republish"));
        assertThat(ForestStreamLayout.river().differences(config)).isEmpty();

        config.put("no_ack", true).put("max_msg_size", 10).put("max_msgs_per_subject", 1);
        config.putObject("subject_transform").put("src", "river.>").put("dest", "other.>");
        config.putObject("republish").put("src", "river.>").put("dest", "copies.>");
        config.putArray("sources").addObject().put("name", "ORDERS");
        config.putArray("subjects").add("other.>");

        List<StreamConfigDrift> drift = ForestStreamLayout.river().differences(config);
        assertThat(drift).noneMatch(StreamConfigDrift::narrows);
        assertThat(drift)
                .extracting(StreamConfigDrift::description)
                .containsExactlyInAnyOrder(
                        "no_ack: is true, planned false",
                        "max_msg_size: is 10, planned without bound",
                        "max_msgs_per_subject: is 1, planned without bound",
                        "subject_transform: is {\"src\":\"river.>\",\"dest\":\"other.>\"}, planned not set",
                        "republish: is {\"src\":\"river.>\",\"dest\":\"copies.>\"}, planned not set",
                        "sources: is [{\"name\":\"ORDERS\"}], planned not set",
                        "subjects: is [other.>], planned [river.>]");

        ObjectNode corrected = config;
        for (StreamConfigDrift field : drift) {
            corrected = ForestStreamLayout.river().corrected(corrected, field.field());
        }
        assertThat(ForestStreamLayout.river().differences(corrected)).isEmpty();
    }

    @Test
    void aStreamThatKeepsLessThanPlannedDropsMessagesUnlessItRefusesNewOnes() {
        ObjectNode tighter = ForestStreamLayout.humus().creation(1);
        tighter.put("max_msgs", 1).put("max_bytes", 1000).put("max_age", 2_000_000_000L);
        assertThat(dropped(ForestStreamLayout.humus(), tighter)).containsExactly("max_age", "max_msgs", "max_bytes");

        ObjectNode refusing = ForestStreamLayout.river().creation(1);
        refusing.put("max_msgs", 1).put("max_bytes", 1000);
        assertThat(dropped(ForestStreamLayout.river(), refusing)).isEmpty();
        refusing.put("discard", "old");
        assertThat(dropped(ForestStreamLayout.river(), refusing)).containsExactly("discard", "max_msgs", "max_bytes");

        ObjectNode aging = ForestStreamLayout.soil().creation(1).put("max_age", 1_000_000_000L);
        assertThat(dropped(ForestStreamLayout.soil(), aging)).containsExactly("max_age");
        ObjectNode corrected = ForestStreamLayout.soil().corrected(aging, "max_age");
        assertThat(ForestStreamLayout.soil().differences(corrected)).isEmpty();

        ObjectNode wider =
                ForestStreamLayout.humus().creation(1).put("max_msgs", -1).put("discard", "new");
        assertThat(dropped(ForestStreamLayout.humus(), wider)).isEmpty();
    }

    private static List<String> dropped(StreamPlan plan, ObjectNode config) {
        return plan.differences(config).stream()
                .filter(StreamConfigDrift::drops)
                .map(StreamConfigDrift::field)
                .toList();
    }

    @Test
    void whatNoServerSwitchesOffAgainIsIrreversible() {
        ObjectNode config = ForestStreamLayout.setAside().creation(1);
        config.put("deny_delete", true).put("deny_purge", true).put("allow_rollup_hdrs", true);

        assertThat(ForestStreamLayout.setAside().differences(config))
                .filteredOn(StreamPlan::isIrreversible)
                .extracting(StreamConfigDrift::field)
                .containsExactlyInAnyOrder("deny_delete", "deny_purge");
        config.put("deny_delete", false);
        assertThat(ForestStreamLayout.humus().differences(config)).noneMatch(StreamPlan::isIrreversible);
    }

    @Test
    void anExtensionKeepsAllThatIsThereAlsoWhatWeHaveNeverHeardOf() {
        ObjectNode config = leaves("a.b", "c.>").creation(3);
        config.put("from_the_future", 7).put("max_msgs", 5);

        ObjectNode extended = leaves("a.*", "d").extension(config);

        assertThat(StreamPlan.subjectsOf(extended).patterns())
                .extracting(SubjectPattern::value)
                .containsExactlyInAnyOrder("a.*", "c.>", "d");
        assertThat(extended.path("from_the_future").asInt()).isEqualTo(7);
        assertThat(extended.path("max_msgs").asInt()).isEqualTo(5);
        assertThat(extended.path("num_replicas").asInt()).isEqualTo(3);
    }

    @Test
    void aNarrowerStreamDoesNotCoverThePlan() {
        assertThat(leaves("a.>").isCoveredBy(leaves("a.b").creation(1))).isFalse();
        assertThat(leaves("a.b").isCoveredBy(leaves("a.>").creation(1))).isTrue();
    }

    private static StreamPlan leaves(String... patterns) {
        return ForestStreamLayout.leaves(
                new SubjectPatternSet(
                        List.of(patterns).stream().map(SubjectPattern::of).toList()),
                StreamLimitSettings.asPlanned());
    }
}
