package com.nimsforest.node.ports.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the fakes do beyond the contracts: time that stands still, and faults as scripted. */
class InMemoryForestTest {
    private static final MessageId ID = new MessageId("evt_1");

    private final MutableClock clock = MutableClock.standing();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final InMemoryServers servers = new InMemoryServers(clock, scheduler).closeWithin(Duration.ZERO);
    private final InMemoryForest node = new InMemoryForest(servers, clock);
    private final InMemoryForest other = new InMemoryForest(servers, clock);
    private final List<MessageDelivery<RiverData>> heard = new ArrayList<>();

    private CompletionStage<PublishReceipt> flow() {
        RiverData data = new RiverData(Subject.of("river.a"), RawPayload.ofText("a"), Instant.EPOCH);
        return node.river().flow(ID, data);
    }

    private DeliveryHandler<RiverData> saying(CompletionStage<Verdict> verdict) {
        return delivery -> {
            heard.add(delivery);
            return verdict;
        };
    }

    private static <T> T now(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).isDone();
        return stage.toCompletableFuture().join();
    }

    private static void assertFails(CompletionStage<?> stage, Class<? extends Exception> kind) {
        assertThatThrownBy(() -> now(stage))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(kind);
    }

    @Test
    void anIdIsForgottenAfterTheWindow() {
        now(flow());
        clock.advance(Duration.ofMinutes(2));
        assertThat(now(flow()).duplicate()).isTrue();

        clock.advance(Duration.ofNanos(1));

        assertThat(now(flow()).duplicate()).isFalse();
    }

    @Test
    void nothingIsHandedOverUntilTheSchedulerRuns() {
        node.river().observe(Set.of(RiverSubjects.ALL), saying(CompletableFuture.completedFuture(Verdict.done())));
        now(flow());
        assertThat(heard).isEmpty();

        scheduler.runDue();

        assertThat(heard).hasSize(1);
        assertThat(servers.messages("RIVER")).isZero();
    }

    @Test
    void aFailureIsGivenAgainAfterItsDelay() {
        servers.redeliverAfter(failed -> Duration.ofSeconds(failed));
        node.river().observe(Set.of(RiverSubjects.ALL), saying(CompletableFuture.completedFuture(Verdict.retry("no"))));
        now(flow());
        scheduler.runDue();

        scheduler.advance(Duration.ofMillis(999));
        assertThat(heard).hasSize(1);
        scheduler.advance(Duration.ofMillis(1));
        assertThat(heard).hasSize(2);
        scheduler.advance(Duration.ofMillis(1999));
        assertThat(heard).hasSize(2);
        scheduler.advance(Duration.ofHours(1));

        assertThat(heard).hasSize(10);
        assertThat(node.deadLetters().list(0, 10)).hasSize(1);
    }

    @Test
    void anAnswerThatGotLostLeavesADuplicate() {
        node.river().script().answerUnknownAfterStoring(1);

        assertFails(flow(), UnknownOutcomeException.class);

        assertThat(servers.messages("RIVER")).isEqualTo(1);
        assertThat(now(flow()).duplicate()).isTrue();
    }

    @Test
    void aCallThatGotLostLeavesNothing() {
        node.river().script().answerUnknownWithoutStoring(1).failNext(1).passNext(1);

        assertFails(flow(), UnknownOutcomeException.class);
        assertFails(flow(), StorageUnavailableException.class);

        assertThat(servers.messages("RIVER")).isZero();
        assertThat(now(flow()).duplicate()).isFalse();
    }

    @Test
    void heldAnswersComeWhenReleased() {
        node.river().script().holdAnswers();
        CompletionStage<PublishReceipt> answer = flow();
        assertThat(servers.messages("RIVER")).isEqualTo(1);
        assertThat(answer.toCompletableFuture()).isNotDone();

        node.river().script().releaseAnswers();

        assertThat(now(answer).duplicate()).isFalse();
    }

    @Test
    void lostStorageKeepsAndDeliversNothingUntilItIsBack() {
        node.river().observe(Set.of(RiverSubjects.ALL), saying(CompletableFuture.completedFuture(Verdict.done())));
        now(flow());
        servers.loseStorage();

        scheduler.runDue();
        assertThat(heard).isEmpty();
        assertFails(flow(), StorageUnavailableException.class);
        assertThatThrownBy(() -> node.soil().dig(EntityKey.of("a"))).isInstanceOf(StorageUnavailableException.class);
        servers.regainStorage();
        scheduler.runDue();

        assertThat(heard).hasSize(1);
    }

    @Test
    void aCrashGivesWhatWasInFlightToOthersAndItsVerdictComesTooLate() {
        CompletableFuture<Verdict> late = new CompletableFuture<>();
        node.river().observe(Set.of(RiverSubjects.ALL), saying(late));
        now(flow());
        scheduler.runDue();

        node.crash();
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        other.river().observe(Set.of(RiverSubjects.ALL), saying(verdict));
        scheduler.runDue();
        late.complete(Verdict.done());

        assertThat(heard).extracting(MessageDelivery::attempt).containsExactly(1L, 2L);
        assertThat(servers.messages("RIVER")).isEqualTo(1);
        verdict.complete(Verdict.done());
        assertThat(servers.messages("RIVER")).isZero();
    }

    @Test
    void aVerdictWithoutAConnectionDoesNotReachTheServers() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        node.river().observe(Set.of(RiverSubjects.ALL), saying(verdict));
        now(flow());
        scheduler.runDue();

        node.disconnect();
        verdict.complete(Verdict.done());
        scheduler.runDue();
        assertThat(heard).hasSize(1);
        node.restore();
        scheduler.runDue();

        assertThat(heard).extracting(MessageDelivery::attempt).containsExactly(1L, 2L);
        assertThat(servers.messages("RIVER")).isZero();
    }

    @Test
    void aRecreatedHumusBeginsAgainInALaterEpoch() {
        Compost compost =
                new Compost(EntityKey.of("a"), CompostAction.UPDATE, JsonPayload.of("1"), "nim", Instant.EPOCH);
        now(node.humus().add(ID, Token.of("nim"), compost));
        long epoch = node.humus().latest(1).get(0).slot().epoch();

        servers.remakeHumus();
        assertThat(node.humus().latest(1)).isEmpty();
        now(node.humus().add(ID, Token.of("nim"), compost));

        assertThat(node.humus().latest(1)).singleElement().satisfies(entry -> {
            assertThat(entry.slot().sequence()).isEqualTo(1);
            assertThat(entry.slot().epoch()).isGreaterThan(epoch);
        });
    }

    @Test
    void anIdThatTheServersForgotIsStoredAgain() {
        Compost compost =
                new Compost(EntityKey.of("a"), CompostAction.UPDATE, JsonPayload.of("1"), "nim", Instant.EPOCH);
        now(node.humus().add(ID, Token.of("nim"), compost));
        boolean duplicate = now(node.humus().add(ID, Token.of("nim"), compost)).duplicate();

        servers.forgetIds();

        assertThat(duplicate).isTrue();
        assertThat(now(node.humus().add(ID, Token.of("nim"), compost)).duplicate())
                .isFalse();
    }
}
