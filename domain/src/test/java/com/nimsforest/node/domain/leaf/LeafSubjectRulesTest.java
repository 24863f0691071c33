package com.nimsforest.node.domain.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafSubjectRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"payment.completed", "payment.*", "payment.>", "rivers.>", "humus", "river", "a.$b"})
    void ordinaryLeavesCanBeKept(String pattern) {
        assertThat(LeafSubjectRules.objection(SubjectPattern.of(pattern))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                "*",
                "*.a",
                "*.>",
                "river.>",
                "river.a",
                "river.*",
                "humus.*.create",
                "aside.river.a",
                "$JS.>",
                "$KV.SOIL.a",
                "$SYS.>",
                "deadletter.>",
                "_INBOX.a.b"
            })
    void whatTheForestAndNatsNeedCannot(String pattern) {
        assertThat(LeafSubjectRules.objection(SubjectPattern.of(pattern)))
                .hasValueSatisfying(objection -> assertThat(objection).startsWith("it would overlap "));
    }

    @Test
    void aSubjectThatCannotBeKeptIsRefusedByItsName() {
        assertThatCode(() -> LeafSubjectRules.check(Subject.of("payment.completed")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> LeafSubjectRules.check(Subject.of("river.a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaf river.a cannot be kept: it would overlap river.>");
    }

    @Test
    void patternsThatCannotBeKeptAreLeftOutAndTold() {
        SubjectPattern river = SubjectPattern.of("river.a");
        SubjectPattern payment = SubjectPattern.of("payment.>");
        Map<SubjectPattern, String> refused = new HashMap<>();

        assertThat(LeafSubjectRules.keepable(List.of(river, payment), refused::put))
                .containsExactly(payment);
        assertThat(refused).containsExactly(Map.entry(river, "it would overlap river.>"));
    }
}
