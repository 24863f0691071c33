package com.nimsforest.node.domain.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.subject.SubjectPattern;
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
}
