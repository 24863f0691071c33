package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.ports.driven.DeadLetter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeadLetterCommandsTest {
    private final FakeForestCommandLine line = new FakeForestCommandLine();

    @BeforeEach
    void write() {
        write(3, RawPayload.ofText("hello"));
        write(5, RawPayload.of(new byte[] {(byte) 0xFF, 0}));
    }

    @Test
    void lettersAreListedInATable() {
        int exitCode = line.type("deadletter", "ls");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out().lines())
                .first()
                .asString()
                .matches("NUMBER +AT +STREAM +CONSUMER +SUBJECT +SEQ +BYTES +REASON");
        assertThat(line.out()).hasLineCount(3).contains("not JSON").contains("river.stripe.webhook");
    }

    @Test
    void aPartOfTheDeadLettersIsListed() {
        line.type("deadletter", "ls", "--from", "4", "-o", "json");

        assertThat(line.out().replaceAll("\\s", ""))
                .isEqualTo("{\"deadLetters\":[{\"number\":5,\"at\":\"2026-11-24T08:00:00Z\",\"stream\":\"RIVER\","
                        + "\"consumer\":\"trees\",\"subject\":\"river.stripe.webhook\",\"seq\":50,\"size\":2,"
                        + "\"reason\":\"notJSON\"}]}");
    }

    @Test
    void noDeadLettersAreNoFailure() {
        line.forest.deadLetters.clear();

        assertThat(line.type("deadletter", "ls")).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEmpty();
        assertThat(line.err()).contains("there are no dead letters");
    }

    @Test
    void aDeadLetterIsShownWithItsMessage() {
        int exitCode = line.type("deadletter", "show", "3");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out())
                .contains("number: 3\n")
                .contains("reason: not JSON\n")
                .endsWith("\n\nhello\n");
    }

    @Test
    void bytesThatAreNoTextAreShownAsBase64() {
        line.type("deadletter", "show", "5");
        line.type("deadletter", "show", "5", "-o", "json");

        assertThat(line.out()).contains("base64 /wA=").contains("\"/wA=\"").doesNotContain("\"text\"");
    }

    @Test
    void textThatPlaysTricksOnATerminalIsShownAsBase64() {
        write(6, RawPayload.ofText("\u001b[2Jgone"));

        line.type("deadletter", "show", "6");

        assertThat(line.out()).doesNotContain("\u001b").contains("base64 ");
    }

    @Test
    void lettersAreRetriedByNumber() {
        int exitCode = line.type("deadletter", "retry", "3", "5");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEqualToNormalizingNewlines("retried 3\nretried 5\n");
    }

    @Test
    void retryingAllEndsEvenWhenTheyComeBack() {
        int exitCode = line.type("deadletter", "retry", "--all", "-o", "json");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.forest.retried).containsExactly(3L, 5L);
        assertThat(line.out().replaceAll("\\s", "")).isEqualTo("{\"retried\":[3,5],\"missing\":[]}");
    }

    @Test
    void allIsMoreThanOneBatch() {
        for (int number = 10; number < 1_000; number++) {
            write(number, RawPayload.ofText("x"));
        }

        line.type("deadletter", "drop", "--all");

        assertThat(line.forest.deadLetters).isEmpty();
        assertThat(line.out()).hasLineCount(992);
    }

    @Test
    void aMissingDeadLetterIsAFailureButTheOthersAreDealtWith() {
        int exitCode = line.type("deadletter", "drop", "4", "5");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.out()).isEqualToNormalizingNewlines("dropped 5\n");
        assertThat(line.err()).contains("there is no dead letter 4").hasLineCount(1);
        assertThat(line.forest.deadLetters).containsOnlyKeys(3L);
    }

    @Test
    void nothingIsChosenByDefault() {
        assertThat(line.type("deadletter", "drop")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.type("deadletter", "drop", "--all", "3")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.type("deadletter", "retry", "x")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.type("deadletter", "show", "9")).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.forest.deadLetters).hasSize(2);
    }

    private void write(long number, RawPayload data) {
        line.forest.deadLetters.put(
                number,
                new DeadLetter(
                        number,
                        FakeForestCommandLine.NOW,
                        "RIVER",
                        "trees",
                        "river.stripe.webhook",
                        number * 10,
                        "not JSON",
                        "",
                        data));
    }
}
