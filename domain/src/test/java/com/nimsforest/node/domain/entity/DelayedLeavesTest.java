package com.nimsforest.node.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DelayedLeavesTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private static DelayedLeaf leaf(String id, int seconds) {
        return new DelayedLeaf(id, NOON.plusSeconds(seconds), Subject.of("word.due"), JsonPayload.of("{\"id\":1}"));
    }

    private static DelayedLeaves those(DelayedLeaf... leaves) {
        DelayedLeaves all = DelayedLeaves.none();
        for (DelayedLeaf leaf : leaves) {
            all = all.with(leaf);
        }
        return all;
    }

    @Test
    void standInTheOrderOfTheirTime() {
        DelayedLeaves leaves = those(leaf("late", 20), leaf("b", 10), leaf("a", 10));

        assertThat(leaves.leaves()).extracting(DelayedLeaf::id).containsExactly("a", "b", "late");
        assertThat(leaves.firstDue()).contains(NOON.plusSeconds(10));
        assertThat(leaves.dueAt(NOON.plusSeconds(10))).isEqualTo(those(leaf("a", 10), leaf("b", 10)));
        assertThat(leaves.dueAfter(NOON.plusSeconds(10))).isEqualTo(those(leaf("late", 20)));
    }

    @Test
    void holdEachIdOnce() {
        DelayedLeaves leaves = those(leaf("a", 10), leaf("b", 15), leaf("a", 20));

        assertThat(leaves).isEqualTo(those(leaf("b", 15), leaf("a", 20)));
        assertThat(leaves.has("a")).isTrue();
        assertThat(leaves.without("a").has("a")).isFalse();
    }

    @Test
    void areReadAsTheyWereWritten() {
        DelayedLeaf odd = new DelayedLeaf(
                "a/1=.-_", NOON.plusNanos(1_000_000), Subject.of("wörd.;,%+"), JsonPayload.of("{ \"ü\" :\n1.10 }"));
        DelayedLeaves leaves = those(odd, leaf("b", 1));

        assertThat(leaves.text()).matches("[!-~ ]+");
        assertThat(DelayedLeaves.parse(leaves.text())).contains(leaves);
        assertThat(DelayedLeaves.parse("")).contains(DelayedLeaves.none());
    }

    @Test
    void areNotReadFromWhatIsNone() {
        String text = those(leaf("a", 10)).text();

        assertThat(DelayedLeaves.parse(text + " b")).isEmpty();
        assertThat(DelayedLeaves.parse(text.replace("2026", "then"))).isEmpty();
        assertThat(DelayedLeaves.parse("a 2026-11-29T12:00:00Z YS4uYg MQ")).isEmpty();
        assertThat(DelayedLeaves.parse(text + "*")).isEmpty();
        assertThat(DelayedLeaves.parse(text.replace("a ", "?? "))).isEmpty();
    }

    @Test
    void areRefusedBeyondTheirBounds() {
        DelayedLeaves full = DelayedLeaves.none();
        for (int n = 0; n < DelayedLeaves.MOST; n++) {
            full = full.with(leaf("id" + n, n));
        }
        DelayedLeaf large = new DelayedLeaf(
                "a", NOON, Subject.of("word.due"), JsonPayload.of("\"" + "x".repeat(DelayedLeaves.MOST_BYTES) + "\""));

        assertThat(full.objection()).isEmpty();
        assertThat(full.with(leaf("id1", 7)).objection()).isEmpty();
        assertThat(full.with(leaf("more", 0)).objection())
                .contains("101 delayed leaves, more than the 100 that one entity may have");
        assertThat(those(large).objection())
                .hasValueSatisfying(
                        reason -> assertThat(reason).endsWith("more than the 16384 that one entity may have"));
    }

    @Test
    void haveAnIdAndATimeThatCanBeWritten() {
        assertThatThrownBy(() -> leaf("no id", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> leaf("", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DelayedLeaf("a", Instant.MAX, Subject.of("a"), JsonPayload.NULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 1970 and 9999");
    }
}
