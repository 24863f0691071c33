package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownSubjectException;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RiverIntakeServiceTest {
    private static final Subject RAW = Subject.of("river.raw");

    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private List<HealthFinding> problems = List.of();
    private final RiverIntakeService intake =
            new RiverIntakeService(node.river(), this::report, testbed.instruments, testbed.clock);

    @Test
    void eachCallWithoutAnIdIsStoredOnItsOwn() {
        assertThat(take(Optional.empty()).duplicate()).isFalse();
        assertThat(take(Optional.empty()).duplicate()).isFalse();

        assertThat(testbed.servers.messages("RIVER")).isEqualTo(2);
        assertThat(testbed.instruments.count(Count.RIVER_STORED)).isEqualTo(2);
    }

    @Test
    void theSameIdAgainIsADuplicate() {
        Optional<MessageId> id = Optional.of(new MessageId("mine"));

        assertThat(take(id).duplicate()).isFalse();
        assertThat(take(id).duplicate()).isTrue();

        assertThat(testbed.servers.messages("RIVER")).isEqualTo(1);
        assertThat(testbed.instruments.count(Count.RIVER_DUPLICATES)).isEqualTo(1);
    }

    @Test
    void aNodeThatIsNotReadySaysWhyAtOnceAndStoresNothing() {
        problems = List.of(HealthFinding.about("RIVER", ProblemKind.STREAM_UNAVAILABLE)
                .with(HealthFact.ANSWER, "stream not found"));

        CompletionStage<PublishReceipt> refused = intake.take(RAW, RawPayload.ofText("x"), Optional.empty());

        assertThatThrownBy(() -> refused.toCompletableFuture().join())
                .hasCauseInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("RIVER: stream not found");
        assertThat(testbed.servers.messages("RIVER")).isZero();
        assertThat(testbed.instruments.count(Count.RIVER_REFUSED)).isEqualTo(1);
    }

    @Test
    void whatTheRiverRefusesIsCountedAndToldOn() {
        node.river().script().failNext(1);

        assertThatThrownBy(() -> take(Optional.empty())).isInstanceOf(CompletionException.class);

        assertThat(testbed.instruments.count(Count.RIVER_REFUSED)).isEqualTo(1);
        assertThat(testbed.instruments.ended(Hop.RIVER_STORE)).isZero();
    }

    @Test
    void whatNoTreeAsksForIsRefusedWithTheNearestKnownSubject() {
        node.river().observe(Set.of(SubjectPattern.of("river.raws")), delivery -> new CompletableFuture<>());

        assertThatThrownBy(() -> take(Optional.empty()))
                .hasCauseInstanceOf(UnknownSubjectException.class)
                .hasMessageContaining("no tree has asked for river.raw in the last 30 days")
                .cause()
                .extracting(failure -> ((UnknownSubjectException) failure).hint())
                .asString()
                .contains("river.raws");
        assertThat(testbed.servers.messages("RIVER")).isZero();
        assertThat(testbed.instruments.count(Count.RIVER_REFUSED)).isEqualTo(1);
    }

    @Test
    void whatCannotBeKnownIsTaken() {
        node.river().observe(Set.of(SubjectPattern.of("river.raws")), delivery -> new CompletableFuture<>());
        RiverSubjectCheck check = new RiverSubjectCheck(node.river());
        node.disconnect();

        assertThat(check.check(RAW)).isCompletedWithValue(true);
    }

    private PublishReceipt take(Optional<MessageId> id) {
        return intake.take(RAW, RawPayload.ofText("x"), id)
                .toCompletableFuture()
                .join();
    }

    private HealthReport report() {
        return HealthReport.ofFindings("n", "v", testbed.clock.instant(), problems);
    }
}
