package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is stored on a condition is stored once or not at all, in batches too, and nothing is said that is not so. */
@Timeout(90)
class ConditionalPublisherIT extends OnStreamPublisher {
    private static final String STREAM = "STATE";
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private ConditionalPublisher conditional;

    @Override
    NatsServer startServer() {
        return NatsServer.startNewestSyncingAlways();
    }

    @BeforeEach
    void allow() throws Exception {
        create(stream(STREAM, "state.>").allowAtomicPublish().build());
        conditional = new ConditionalPublisher(new JetStreamApi(sidecar::require, REQUEST));
        conditional.allowBatches(true);
    }

    @Test
    void manyAtOnceAreStoredInBatchesAndEachHasItsPlace() throws Exception {
        List<CompletableFuture<Long>> stored = putAll(1000);

        assertThat(all(stored)).succeedsWithin(BUDGET);
        Map<String, MessageInfo> content = bySubject();
        assertThat(content).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(content.get("state." + i).getSeq())
                    .isEqualTo(stored.get(i).join());
        }
        assertThat(content.values()).anyMatch(ConditionalPublisherIT::isInBatch);
    }

    @Test
    void oneByOneNoneIsInABatch() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(put("state." + i, 0)).succeedsWithin(SOON);
        }

        assertThat(bySubject().values()).hasSize(50).noneMatch(ConditionalPublisherIT::isInBatch);
    }

    @Test
    void aConditionThatDoesNotHoldFailsAloneAndTheOthersAreStored() throws Exception {
        assertThat(put("state.400", 0)).succeedsWithin(SOON);

        List<CompletableFuture<Long>> stored = putAll(500);

        assertThat(stored.remove(400))
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("wrong last sequence: 1");
        assertThat(all(stored)).succeedsWithin(BUDGET);
        assertThat(bySubject()).hasSize(500);
        assertThat(bySubject().get("state.400").getSeq()).isEqualTo(1);
    }

    @Test
    void ofTwoForOneSubjectTheFirstIsStored() throws Exception {
        List<CompletableFuture<Long>> first = putAll(300);
        List<CompletableFuture<Long>> second = putAll(300);

        assertThat(all(first)).succeedsWithin(BUDGET);
        second.forEach(refused -> assertThat(refused)
                .failsWithin(BUDGET)
                .withThrowableThat()
                .withMessageContaining("wrong last sequence"));
        assertThat(content(STREAM)).hasSize(300);
    }

    /** A server checks against what is stored, so that both would be right in one batch. */
    @Test
    void ofTwoSubjectsWithOneConditionTheFirstIsStored() throws Exception {
        List<CompletableFuture<Long>> first = new ArrayList<>();
        List<CompletableFuture<Long>> second = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (i % 3 == 0) {
                // So that a batch can begin with either of the two.
                first.add(put("state." + i, 0));
            }
            first.add(putFirstOf("state.*." + i, "state.a." + i));
            second.add(putFirstOf("state.*." + i, "state.b." + i));
        }

        assertThat(all(first)).succeedsWithin(BUDGET);
        second.forEach(refused -> assertThat(refused)
                .failsWithin(BUDGET)
                .withThrowableThat()
                .withMessageContaining("wrong last sequence"));
        assertThat(content(STREAM)).hasSize(400);
    }

    @Test
    void aStreamThatTakesNoBatchesRefusesThemAndEachGoesAlone() throws Exception {
        create(stream("OTHER", "other.>").build());

        List<CompletableFuture<Long>> stored =
                IntStream.range(0, 300).mapToObj(i -> put("other." + i, 0)).toList();

        assertThat(all(stored)).succeedsWithin(BUDGET);
        assertThat(content("OTHER")).hasSize(300);
    }

    /** The server takes up afterwards what was sent to it while it stood still. */
    @Test
    void withoutAnAnswerItIsInDoubtAndNothingIsStoredTwice() throws Exception {
        assertThat(all(putAll(300))).succeedsWithin(BUDGET);
        server.freeze();
        List<CompletableFuture<Long>> inDoubt =
                IntStream.range(300, 1000).mapToObj(i -> put("state." + i, 0)).toList();

        await().atMost(BUDGET).until(() -> inDoubt.stream().allMatch(CompletableFuture::isDone));
        server.thaw();

        assertThat(inDoubt.stream().map(ConditionalPublisherIT::failure))
                .allMatch(ConditionalPublisherIT::saysNoMoreThanItKnows)
                .anyMatch(ApiRequestException.class::isInstance);
        awaitServer();
        assertThat(content(STREAM)).hasSameSizeAs(bySubject().values());
    }

    @Test
    void aRestartInTheMiddleLosesNothingThatIsSaidToBeStored() throws Exception {
        List<CompletableFuture<Long>> sent = putAll(3000);
        CompletableFuture<Void> restart = sent.get(500).thenRunAsync(server::restart, threads.workers);

        assertThat(restart).succeedsWithin(BUDGET);
        await().atMost(BUDGET).until(() -> sent.stream().allMatch(CompletableFuture::isDone));

        awaitServer();
        Map<String, MessageInfo> content = bySubject();
        for (int i = 0; i < sent.size(); i++) {
            if (!sent.get(i).isCompletedExceptionally()) {
                assertThat(content.get("state." + i).getSeq())
                        .isEqualTo(sent.get(i).join());
            }
        }
        assertThat(content(STREAM)).hasSameSizeAs(content.values());
    }

    private CompletableFuture<Long> put(String subject, long expected) {
        Headers headers = new Headers().put("Nats-Expected-Last-Subject-Sequence", Long.toString(expected));
        return conditional.publish(subject, headers, subject.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Long> putFirstOf(String condition, String subject) {
        Headers headers = new Headers()
                .put("Nats-Expected-Last-Subject-Sequence", "0")
                .put(ConditionalPublisher.CONDITION_SUBJECT, condition);
        return conditional.publish(subject, headers, subject.getBytes(StandardCharsets.UTF_8));
    }

    private List<CompletableFuture<Long>> putAll(int count) {
        List<CompletableFuture<Long>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(put("state." + i, 0));
        }
        return sent;
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Long>> stored) {
        return CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new));
    }

    private static Throwable failure(CompletableFuture<Long> failed) {
        return failed.handle((sequence, failure) -> CompletionFailures.cause(failure))
                .join();
    }

    /** No answer came to it, or it was not sent since the server does not answer. */
    private static boolean saysNoMoreThanItKnows(Throwable failure) {
        return failure instanceof SidecarUnavailableException
                || (failure instanceof ApiRequestException said && said.isNoAnswer());
    }

    /** What is stored after all that was sent before is stored. */
    private void awaitServer() {
        await().atMost(BUDGET)
                .until(() -> put("state.last", 0)
                        .handle((sequence, failure) -> failure == null)
                        .join());
    }

    private static boolean isInBatch(MessageInfo message) {
        return message.getHeaders().containsKey("Nats-Batch-Id");
    }

    /** The last message of each subject. */
    private Map<String, MessageInfo> bySubject() throws Exception {
        JetStreamManagement management = sidecar.require().jetStreamManagement();
        long last = management.getStreamInfo(STREAM).getStreamState().getLastSequence();
        Map<String, MessageInfo> found = new HashMap<>();
        for (long sequence = 1; sequence <= last; sequence++) {
            MessageInfo message = management.getMessage(STREAM, sequence);
            found.put(message.getSubject(), message);
        }
        return found;
    }
}
