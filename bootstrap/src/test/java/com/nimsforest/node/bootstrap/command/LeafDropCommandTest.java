package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafDropCommandTest {
    private final FakeForestCommandLine line = new FakeForestCommandLine();

    @Test
    void aLeafThatANimAsksForIsKept() {
        int exitCode = line.type("leaf", "drop", "order.placed", "{\"n\":12345678901234567890.10}");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEqualToNormalizingNewlines("kept order.placed\n");
        assertThat(line.forest.kept.get(0).subject()).isEqualTo(Subject.of("order.placed"));
        assertThat(line.forest.kept.get(0).data()).isEqualTo(JsonPayload.of("{\"n\":12345678901234567890.10}"));
        assertThat(line.forest.kept.get(0).time()).isEqualTo(FakeForestCommandLine.NOW);
    }

    @Test
    void aLeafThatNobodyAsksForIsBlown() {
        line.forest.asked = false;

        int exitCode = line.type("leaf", "drop", "order.placed", "{}");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).startsWith("blown order.placed");
    }

    @Test
    void theAnswerIsJsonForPrograms() {
        line.type("leaf", "drop", "order.placed", "null", "-o", "json");

        assertThat(line.out().replaceAll("\\s", "")).isEqualTo("{\"subject\":\"order.placed\",\"kept\":true}");
    }

    @Test
    void theDataMayBePipedIn() {
        line.piped = "[1, 2]\n";

        line.type("leaf", "drop", "order.placed", "-");

        assertThat(line.forest.kept.get(0).data()).isEqualTo(JsonPayload.of("[1, 2]"));
    }

    @Test
    void aNumberBeyondEveryRangeIsJson() {
        int exitCode = line.type("leaf", "drop", "order.placed", "1e99999999999");

        assertThat(exitCode).as(line.err()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.forest.kept.get(0).data()).isEqualTo(JsonPayload.of("1e99999999999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "hello", "{} {}", "{'a':1}", "NaN"})
    void whatIsNotJsonIsWrongUsageInOneLine(String data) {
        int exitCode = line.type("leaf", "drop", "order.placed", data);

        assertThat(exitCode).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.err()).contains("the data is not JSON: ").hasLineCount(1);
        assertThat(line.opened).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"river.x", "humus.x.create", "$JS.API.x", "deadletter.x", "a b", "*"})
    void aSubjectThatNoLeafMayHaveIsWrongUsage(String subject) {
        int exitCode = line.type("leaf", "drop", subject, "{}");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.err()).hasLineCount(1);
        assertThat(line.opened).isZero();
    }
}
