package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Humus;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Humus} holds to. */
public interface HumusContract extends DeliveryHandlerContract<HumusEntry> {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    Humus humus();

    private static Compost compost(String entity, CompostAction action) {
        JsonPayload data = action == CompostAction.DELETE ? JsonPayload.NULL : JsonPayload.of("{\"n\":1.10}");
        return new Compost(EntityKey.of(entity), action, data, "a nim", THEN);
    }

    @Override
    default CompletionStage<?> put(String mark, int number, MessageId id) {
        return humus().add(id, Token.of(mark + "-" + number), compost(mark + "-" + number, CompostAction.UPDATE));
    }

    @Override
    default void putPlain(String mark, int number) {
        String json = "{\"entity\":\"" + mark + "-" + number + "\",\"action\":\"update\",\"data\":{\"n\":1},"
                + "\"nim\":\"a nim\",\"ts\":\"" + THEN + "\",\"slot\":0}";
        putRaw(subject(mark, number), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    default String subject(String mark, int number) {
        return "humus." + mark + "-" + number + ".update";
    }

    @Override
    default OptionalInt number(String mark, HumusEntry message) {
        return NumberSuffix.after(mark + "-", message.compost().entity().value());
    }

    @Override
    default Subscription take(String mark, DeliveryHandler<HumusEntry> handler) {
        return humus().decompose(handler);
    }

    @Override
    default String stream() {
        return "HUMUS";
    }

    private PublishReceipt add(String entity, CompostAction action) {
        return patience().of(humus().add(UniqueNames.id(), Token.of("a-nim"), compost(entity, action)));
    }

    private static List<Compost> compostsOf(String mark, List<HumusEntry> entries) {
        return entries.stream()
                .map(HumusEntry::compost)
                .filter(compost -> compost.entity().value().startsWith(mark))
                .toList();
    }

    @Test
    default void aCompostIsHandedOverAsItWasAddedWithItsSlot() {
        String mark = UniqueNames.mark();
        PublishReceipt receipt = add(mark + "/a", CompostAction.CREATE);
        PublishReceipt later = add(mark + "/a", CompostAction.DELETE);

        RecordingHandler<HumusEntry> recorder = new RecordingHandler<>(
                entry -> entry.compost().entity().value().startsWith(mark),
                delivery -> CompletableFuture.completedFuture(Verdict.done()));
        try (Subscription decomposing = humus().decompose(recorder)) {
            patience().until(() -> assertThat(recorder.messages()).hasSize(2));
        }

        HumusEntry first = recorder.messages().get(0);
        HumusEntry second = recorder.messages().get(1);
        assertThat(first.compost()).isEqualTo(compost(mark + "/a", CompostAction.CREATE));
        assertThat(second.compost()).isEqualTo(compost(mark + "/a", CompostAction.DELETE));
        assertThat(first.slot().sequence()).isEqualTo(receipt.sequence());
        assertThat(second.slot().sequence()).isEqualTo(later.sequence());
        assertThat(second.slot()).isGreaterThan(first.slot());
        assertThat(patience().of(humus().at(first.slot())).orElseThrow().slot().stored())
                .isEqualTo(first.slot().stored());
        assertThat(second.slot().epoch()).isEqualTo(first.slot().epoch());
    }

    @Test
    default void theReceiptNamesThePlaceInTheLog() {
        String mark = UniqueNames.mark();

        PublishReceipt first = add(mark, CompostAction.CREATE);
        PublishReceipt second = add(mark, CompostAction.UPDATE);

        assertThat(first.stream()).isEqualTo("HUMUS");
        assertThat(first.duplicate()).isFalse();
        assertThat(second.sequence()).isGreaterThan(first.sequence());
    }

    @Test
    default void theSameIdIsAddedOnce() {
        MessageId id = UniqueNames.id();
        Compost compost = compost(UniqueNames.mark(), CompostAction.CREATE);
        PublishReceipt first = patience().of(humus().add(id, Token.of("a-nim"), compost));

        PublishReceipt second = patience().of(humus().add(id, Token.of("a-nim"), compost));

        assertThat(second.duplicate()).isTrue();
        assertThat(second.sequence()).isEqualTo(first.sequence());
    }

    @Test
    default void theLatestEntriesComeOldestFirst() {
        String mark = UniqueNames.mark();
        IntStream.range(0, 5).forEach(n -> add(mark + "-" + n, CompostAction.UPDATE));

        List<HumusEntry> latest = humus().latest(3);

        assertThat(latest).hasSize(3);
        assertThat(compostsOf(mark, latest))
                .extracting(compost -> compost.entity().value())
                .containsExactly(mark + "-2", mark + "-3", mark + "-4");
        assertThat(latest).extracting(HumusEntry::slot).isSorted();
    }

    @Test
    default void whatIsNoCompostIsLeftOutOfTheLatest() {
        String mark = UniqueNames.mark();
        add(mark + "-0", CompostAction.UPDATE);
        putRaw("humus." + mark + ".create", "no compost".getBytes(StandardCharsets.UTF_8));
        add(mark + "-1", CompostAction.UPDATE);

        List<HumusEntry> latest = humus().latest(100);

        assertThat(compostsOf(mark, latest)).hasSize(2);
    }

    @Test
    default void aTailHearsWhatIsAddedFromNowOnAndAcknowledgesNothing() {
        String mark = UniqueNames.mark();
        add(mark + "-0", CompostAction.UPDATE);
        List<HumusEntry> heard = new CopyOnWriteArrayList<>();

        try (Subscription tailing = humus().tail(heard::add)) {
            add(mark + "-1", CompostAction.UPDATE);
            putRaw("humus." + mark + ".create", "no compost".getBytes(StandardCharsets.UTF_8));
            add(mark + "-2", CompostAction.DELETE);

            patience().until(() -> assertThat(compostsOf(mark, heard)).hasSize(2));
        }
        RecordingHandler<HumusEntry> recorder = new RecordingHandler<>(
                entry -> number(mark, entry).isPresent(),
                delivery -> CompletableFuture.completedFuture(Verdict.done()));
        try (Subscription decomposing = humus().decompose(recorder)) {
            patience().until(() -> assertThat(recorder.messages()).hasSize(3));
        }

        assertThat(recorder.messages())
                .containsAll(heard.stream()
                        .filter(entry -> number(mark, entry).isPresent())
                        .toList());
    }

    @Test
    default void withoutAConnectionNothingIsAdded() {
        Compost compost = compost(UniqueNames.mark(), CompostAction.CREATE);
        disconnect();

        Throwable failure = patience().failureOf(humus().add(UniqueNames.id(), Token.of("a-nim"), compost));
        assertThatThrownBy(() -> humus().latest(1)).isInstanceOf(SidecarUnavailableException.class);
        restore();

        assertThat(failure).isInstanceOf(SidecarUnavailableException.class);
    }

    @Test
    default void aCompostLargerThanTheServerTakesIsRefused() {
        JsonPayload huge = JsonPayload.of("\"" + "x".repeat(largestMessage()) + "\"");
        Compost compost = new Compost(EntityKey.of(UniqueNames.mark()), CompostAction.UPDATE, huge, "a nim", THEN);

        Throwable failure = patience().failureOf(humus().add(UniqueNames.id(), Token.of("a-nim"), compost));

        assertThat(failure).isInstanceOf(RejectedInputException.class);
    }
}
