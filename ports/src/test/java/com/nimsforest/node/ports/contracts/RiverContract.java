package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link River} holds to. */
public interface RiverContract extends DeliveryHandlerContract<RiverData> {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    River river();

    private static RiverData data(String subject, String text) {
        return new RiverData(Subject.of(subject), RawPayload.ofText(text), THEN);
    }

    @Override
    default CompletionStage<?> put(String mark, int number, MessageId id) {
        return river().flow(id, data(subject(mark, number), "data"));
    }

    @Override
    default void putPlain(String mark, int number) {
        String json = "{\"subject\":\"" + subject(mark, number) + "\",\"data\":\"ZGF0YQ==\",\"ts\":\"" + THEN + "\"}";
        putRaw(subject(mark, number), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    default String subject(String mark, int number) {
        return "river." + mark + "." + number;
    }

    @Override
    default OptionalInt number(String mark, RiverData message) {
        return NumberSuffix.after("river." + mark + ".", message.subject().value());
    }

    @Override
    default Subscription take(String mark, DeliveryHandler<RiverData> handler) {
        return river().observe(handler);
    }

    @Override
    default String stream() {
        return "RIVER";
    }

    @Test
    default void dataIsStoredWithAReceipt() {
        String subject = subject(UniqueNames.mark(), 1);

        PublishReceipt receipt = patience().of(river().flow(UniqueNames.id(), data(subject, "a")));

        assertThat(receipt.stream()).isEqualTo("RIVER");
        assertThat(receipt.sequence()).isPositive();
        assertThat(receipt.duplicate()).isFalse();
    }

    @Test
    default void dataIsObservedAsItFlowed() {
        String mark = UniqueNames.mark();
        byte[] everyByte = new byte[256];
        IntStream.range(0, 256).forEach(n -> everyByte[n] = (byte) n);
        RiverData binary = new RiverData(Subject.of(subject(mark, 1)), RawPayload.of(everyByte), THEN);
        RiverData nothing = new RiverData(Subject.of(subject(mark, 2)), RawPayload.ofText(""), THEN);
        patience().of(river().flow(UniqueNames.id(), binary));
        patience().of(river().flow(UniqueNames.id(), nothing));

        RecordingHandler<RiverData> recorder = new RecordingHandler<>(
                data -> number(mark, data).isPresent(), d -> CompletableFuture.completedFuture(Verdict.done()));
        try (Subscription observing = river().observe(recorder)) {
            patience().until(() -> assertThat(recorder.messages()).containsExactly(binary, nothing));
        }
    }

    @Test
    default void theSameIdIsStoredOnce() {
        String mark = UniqueNames.mark();
        MessageId id = UniqueNames.id();
        PublishReceipt first = patience().of(river().flow(id, data(subject(mark, 1), "a")));

        PublishReceipt second = patience().of(river().flow(id, data(subject(mark, 1), "a")));

        assertThat(second.duplicate()).isTrue();
        assertThat(second.sequence()).isEqualTo(first.sequence());
    }

    @Test
    default void theSameDataWithAnotherIdIsStoredAgain() {
        String mark = UniqueNames.mark();
        PublishReceipt first = patience().of(river().flow(UniqueNames.id(), data(subject(mark, 1), "a")));

        PublishReceipt second = patience().of(river().flow(UniqueNames.id(), data(subject(mark, 1), "a")));

        assertThat(second.duplicate()).isFalse();
        assertThat(second.sequence()).isGreaterThan(first.sequence());
    }

    @Test
    default void manyCallsMayBeUnderWayAtOnce() {
        String mark = UniqueNames.mark();

        List<CompletableFuture<PublishReceipt>> calls = IntStream.range(0, 600)
                .mapToObj(n -> river().flow(UniqueNames.id(), data(subject(mark, n), "a"))
                        .toCompletableFuture())
                .toList();
        patience().of(CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])));

        assertThat(calls).extracting(call -> call.join().sequence()).doesNotHaveDuplicates();
    }

    @Test
    default void withoutAConnectionNothingIsStored() {
        String mark = UniqueNames.mark();
        disconnect();

        Throwable failure = patience().failureOf(river().flow(UniqueNames.id(), data(subject(mark, 1), "a")));
        restore();

        assertThat(failure).isInstanceOf(SidecarUnavailableException.class);
        patience().until(() -> patience().of(put(mark, 2, UniqueNames.id())));
        RecordingHandler<RiverData> recorder = new RecordingHandler<>(
                data -> number(mark, data).isPresent(), d -> CompletableFuture.completedFuture(Verdict.done()));
        try (Subscription observing = river().observe(recorder)) {
            patience().until(() -> assertThat(recorder.messages()).isNotEmpty());
        }
        assertThat(recorder.messages())
                .allSatisfy(data -> assertThat(number(mark, data)).hasValue(2));
    }

    @Test
    default void dataLargerThanTheServerTakesIsRefused() {
        String mark = UniqueNames.mark();

        Throwable failure = patience()
                .failureOf(river().flow(UniqueNames.id(), data(subject(mark, 1), "x".repeat(largestMessage()))));

        assertThat(failure).isInstanceOf(RejectedInputException.class);
    }
}
