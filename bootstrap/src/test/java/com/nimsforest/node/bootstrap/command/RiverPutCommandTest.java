package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiverPutCommandTest {
    private final FakeForestCommandLine line = new FakeForestCommandLine();

    @Test
    void dataIsStoredAndItsPlaceIsSaid() {
        int exitCode = line.type("river", "put", "river.general.api", "hello");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEqualToNormalizingNewlines("stored RIVER seq 12\n");
        assertThat(line.err()).isEmpty();
        assertThat(line.forest.flowed)
                .extracting(FakeForestPorts.Flowed::data)
                .containsExactly(new RiverData(
                        Subject.of("river.general.api"), RawPayload.ofText("hello"), FakeForestCommandLine.NOW));
    }

    @Test
    void thePrefixMayBeLeftOut() {
        line.type("river", "put", "general.api", "hello");

        assertThat(line.forest.flowed.get(0).data().subject()).isEqualTo(Subject.of("river.general.api"));
    }

    @Test
    void theReceiptIsJsonForPrograms() {
        line.forest.receipt = CompletableFuture.completedFuture(new PublishReceipt("RIVER", 7, true));

        line.type("river", "put", "general.api", "hello", "-o", "json");

        assertThat(line.out().replaceAll("\\s", "")).isEqualTo("{\"stream\":\"RIVER\",\"seq\":7,\"duplicate\":true}");
    }

    @Test
    void aDuplicateIsSaid() {
        line.forest.receipt = CompletableFuture.completedFuture(new PublishReceipt("RIVER", 7, true));

        int exitCode = line.type("river", "put", "general.api", "hello", "--id", "evt_1");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEqualToNormalizingNewlines("was stored before: RIVER seq 7\n");
        assertThat(line.forest.flowed.get(0).id()).isEqualTo(new MessageId("evt_1"));
    }

    @Test
    void withoutAnIdEachIsItsOwn() {
        line.type("river", "put", "general.api", "hello");
        line.type("river", "put", "general.api", "hello");

        assertThat(line.forest.flowed.get(0).id())
                .isNotEqualTo(line.forest.flowed.get(1).id());
    }

    @Test
    void aDashReadsStandardInput() {
        line.piped = "piped\ntext";
        line.terminal = true;

        line.type("river", "put", "general.api", "-");

        assertThat(line.forest.flowed.get(0).data().data()).isEqualTo(RawPayload.ofText("piped\ntext"));
    }

    @Test
    void withoutDataWhatIsPipedInIsRead() {
        line.piped = "piped";

        line.type("river", "put", "general.api");

        assertThat(line.forest.flowed.get(0).data().data()).isEqualTo(RawPayload.ofText("piped"));
    }

    @Test
    void aPersonIsNotWaitedFor() {
        line.terminal = true;

        int exitCode = line.type("river", "put", "general.api");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.err()).contains("expected DATA, or '-'").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a..b", "", "x.*", "x.>", "river."})
    void aBadSubjectIsWrongUsageBeforeThereIsAConnection(String subject) {
        int exitCode = line.type("river", "put", subject, "hello");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.err()).startsWith("nimsforest river put: ").hasLineCount(1);
        assertThat(line.opened).isZero();
    }

    @Test
    void aBadIdIsWrongUsage() {
        assertThat(line.type("river", "put", "x", "hello", "--id", "a\nb")).isEqualTo(ProcessExitCodes.USAGE);
    }

    @Test
    void noServerIsUnreachableInOneLine() {
        line.opener = settings -> {
            throw new SidecarUnavailableException("no NATS server at nats://localhost:4222");
        };

        assertThat(line.type("river", "put", "x", "hello")).isEqualTo(ProcessExitCodes.UNREACHABLE);
        assertThat(line.err())
                .isEqualToNormalizingNewlines("nimsforest river put: no NATS server at nats://localhost:4222\n");
        assertThat(line.out()).isEmpty();
    }

    @Test
    void failuresOfTheServersAreOneLineEach() {
        assertFailure(new StorageUnavailableException("JetStream is off"));
        assertFailure(new RejectedInputException("the data is larger than the server takes"));
    }

    @Test
    void itIsSaidWhenJetStreamDoesNotAnswer() {
        line.forest.receipt = CompletableFuture.failedFuture(new StorageUnavailableException("river.x was not stored"));
        line.forest.storage = JetStreamFacts.unavailable("no answer");

        assertThat(line.type("river", "put", "x", "hello")).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.err())
                .contains("river.x was not stored; JetStream does not answer")
                .hasLineCount(1);
    }

    @Test
    void anUnknownOutcomeIsSaidToBeOneWithWhatMayBeBehindIt() {
        line.forest.receipt = CompletableFuture.failedFuture(new UnknownOutcomeException("river.x: no answer in time"));
        line.forest.storage = JetStreamFacts.unavailable("no answer");

        assertThat(line.type("river", "put", "x", "hello", "--id", "evt_1")).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.err())
                .contains(
                        "river.x: no answer in time; it may have been stored or not: the same again with --id evt_1 does"
                                + " no harm; JetStream does not answer")
                .hasLineCount(1);
    }

    @Test
    void whatNoTreeAsksForIsRefusedWithTheNearestKnownSubject() {
        line.forest.askedOfRiver = new AskedRiverPatterns(List.of(SubjectPattern.of("river.stripe.webhook")));

        assertThat(line.type("river", "put", "stripe.webhok", "hello")).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.err())
                .contains(
                        "no tree has asked for river.stripe.webhok",
                        "the nearest known subject is river.stripe.webhook")
                .hasLineCount(1);
        assertThat(line.forest.flowed).isEmpty();
    }

    @Test
    void itIsSaidWhichStreamsAreMissing() {
        StreamFacts river = StreamFacts.missing("RIVER", 1, "stream not found");
        StreamFacts humus = StreamFacts.missing("HUMUS", 1, "stream not found");
        line.forest.receipt = CompletableFuture.failedFuture(new StorageUnavailableException("river.x was not stored"));
        line.forest.storage = JetStreamFacts.available("", List.of(river, humus));

        assertThat(line.type("river", "put", "x", "hello")).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.err())
                .contains("the streams RIVER, HUMUS are not there")
                .hasLineCount(1);
    }

    @Test
    void theConnectionIsClosedEitherWay() {
        line.type("river", "put", "x", "hello");
        line.forest.receipt = CompletableFuture.failedFuture(new StorageUnavailableException("full"));
        line.type("river", "put", "x", "hello");

        assertThat(line.forest.closed).isEqualTo(2);
    }

    @Test
    void eachLevelHasHelpWithAnExample() {
        assertThat(line.type("river", "--help")).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.type("river", "put", "--help")).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out())
                .contains("nimsforest river put general.api 'any text'")
                .contains("--nats-url");
    }

    @Test
    void aGroupWithoutACommandIsWrongUsage() {
        assertThat(line.type("river")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.err()).contains("nimsforest river: expected a command").hasLineCount(1);
    }

    private void assertFailure(ForestException failure) {
        FakeForestCommandLine fresh = new FakeForestCommandLine();
        fresh.forest.receipt = CompletableFuture.failedFuture(failure);

        assertThat(fresh.type("river", "put", "x", "hello")).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(fresh.err()).isEqualToNormalizingNewlines("nimsforest river put: " + failure.getMessage() + "\n");
        assertThat(fresh.out()).isEmpty();
    }
}
