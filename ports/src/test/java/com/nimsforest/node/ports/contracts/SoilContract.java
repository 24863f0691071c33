package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Soil} holds to. */
public interface SoilContract extends SoilWatchContract {
    private Throwable refusal(SoilChange change) {
        return patience().failureOf(soil().bury(change));
    }

    @Test
    default void anEntryIsDugUpAsItWasBuried() {
        EntityKey key = EntityKey.of(UniqueNames.mark() + "/a=b.c-d_e");

        Revision revision = put(key, "{\"n\":1.10,\"big\":12345678901234567890}", Revision.none(), 7);

        SoilEntry entry = soil().dig(key).orElseThrow();
        assertThat(entry.key()).isEqualTo(key);
        assertThat(entry.value().text()).isEqualTo("{\"n\":1.10,\"big\":12345678901234567890}");
        assertThat(entry.revision()).isEqualTo(revision);
        assertThat(entry.source()).isEqualTo(new HumusSlot(1, 7));
        assertThat(revision).isNotEqualTo(Revision.none());
    }

    @Test
    default void whereNothingWasBuriedNothingIsDugUp() {
        assertThat(soil().dig(key())).isEmpty();
    }

    @Test
    default void untouchedSoilIsBareWithoutRevisionOrSource() {
        EntityKey key = key();

        SoilState state = patience().of(soil().survey(key));

        assertThat(state).isEqualTo(SoilState.untouched(key));
    }

    @Test
    default void aSurveyShowsTheEntry() {
        EntityKey key = key();
        put(key, "1", Revision.none(), 7);

        SoilState state = patience().of(soil().survey(key));

        assertThat(state).isEqualTo(soil().dig(key).orElseThrow());
    }

    @Test
    default void aRemovedEntryIsNotDugUpButItsTombstoneIsSurveyed() {
        EntityKey key = key();
        Revision first = put(key, "1", Revision.none(), 7);

        Revision second = remove(key, first, 8);

        assertThat(soil().dig(key)).isEmpty();
        assertThat(patience().of(soil().survey(key))).isEqualTo(new SoilState.Bare(key, second, new HumusSlot(1, 8)));
        assertThat(second.value()).isGreaterThan(first.value());
    }

    @Test
    default void aBuryWithTheRevisionOfTheEntryReplacesIt() {
        EntityKey key = key();
        Revision first = put(key, "1", Revision.none(), 7);

        Revision second = put(key, "2", first, 8);

        assertThat(second.value()).isGreaterThan(first.value());
        assertThat(soil().dig(key).orElseThrow().value().text()).isEqualTo("2");
        assertThat(soil().dig(key).orElseThrow().source()).isEqualTo(new HumusSlot(1, 8));
    }

    @Test
    default void aBuryWithAStaleRevisionIsRefusedAndChangesNothing() {
        EntityKey key = key();
        Revision first = put(key, "1", Revision.none(), 7);
        put(key, "2", first, 8);
        SoilState before = patience().of(soil().survey(key));

        Throwable put = refusal(new SoilChange.Put(key, JsonPayload.of("3"), first, new HumusSlot(1, 9)));
        Throwable create = refusal(new SoilChange.Put(key, JsonPayload.of("3"), Revision.none(), new HumusSlot(1, 9)));
        Throwable remove = refusal(new SoilChange.Remove(key, first, new HumusSlot(1, 9)));

        assertThat(List.of(put, create, remove)).hasOnlyElementsOfType(StaleRevisionException.class);
        assertThat(put).hasMessageContaining(key.value());
        assertThat(patience().of(soil().survey(key))).isEqualTo(before);
    }

    @Test
    default void aBuryThatExpectsAnEntryWhereThereIsNoneIsRefused() {
        EntityKey key = key();

        Throwable failure =
                refusal(new SoilChange.Put(key, JsonPayload.of("1"), Revision.of(1_000_000_000), new HumusSlot(1, 1)));

        assertThat(failure).isInstanceOf(StaleRevisionException.class);
        assertThat(soil().dig(key)).isEmpty();
    }

    @Test
    default void aTombstoneIsReplacedWithItsOwnRevisionOnly() {
        EntityKey key = key();
        Revision tombstone = remove(key, put(key, "1", Revision.none(), 7), 8);

        Throwable failure = refusal(new SoilChange.Put(key, JsonPayload.of("2"), Revision.none(), new HumusSlot(1, 9)));
        put(key, "3", tombstone, 10);

        assertThat(failure).isInstanceOf(StaleRevisionException.class);
        assertThat(soil().dig(key).orElseThrow().value().text()).isEqualTo("3");
    }

    @Test
    default void untouchedSoilCanBeGivenATombstone() {
        EntityKey key = key();

        Revision revision = remove(key, Revision.none(), 3);

        assertThat(patience().of(soil().survey(key))).isEqualTo(new SoilState.Bare(key, revision, new HumusSlot(1, 3)));
    }

    @Test
    default void ofManyWhoExpectTheSameRevisionOneWins() {
        IntStream.range(0, 20).forEach(again -> race());
    }

    private void race() {
        EntityKey key = key();
        Revision expected = put(key, "0", Revision.none(), 1);

        List<CompletableFuture<Boolean>> rivals = IntStream.range(1, 21)
                .mapToObj(n -> soil().bury(new SoilChange.Put(
                                key, JsonPayload.of(Integer.toString(n)), expected, new HumusSlot(1, 1 + n)))
                        .handle((revision, failure) -> failure == null)
                        .toCompletableFuture())
                .toList();
        List<Boolean> won = rivals.stream().map(patience()::of).toList();

        assertThat(won).containsOnlyOnce(true);
        assertThat(soil().dig(key).orElseThrow().value().text()).isEqualTo(Integer.toString(won.indexOf(true) + 1));
    }

    @Test
    default void nothingChangesNothing() {
        EntityKey key = key();
        put(key, "1", Revision.none(), 7);
        SoilState before = patience().of(soil().survey(key));

        Revision revision = patience().of(soil().bury(new SoilChange.Nothing(key)));

        assertThat(revision).isEqualTo(Revision.none());
        assertThat(patience().of(soil().survey(key))).isEqualTo(before);
    }

    @Test
    default void aValueLargerThanTheServerTakesIsRefused() {
        EntityKey key = key();
        JsonPayload huge = JsonPayload.of("\"" + "x".repeat(largestMessage()) + "\"");

        Throwable failure = refusal(new SoilChange.Put(key, huge, Revision.none(), new HumusSlot(1, 1)));

        assertThat(failure).isInstanceOf(RejectedInputException.class);
    }

    @Test
    default void keysAreThoseOfEntriesAndSorted() {
        String mark = UniqueNames.mark();
        List.of("b", "c", "a", "gone").forEach(end -> put(EntityKey.of(mark + "." + end), "1", Revision.none(), 1));
        EntityKey gone = EntityKey.of(mark + ".gone");
        remove(gone, soil().dig(gone).orElseThrow().revision(), 2);

        List<EntityKey> keys = soil().keys("");

        assertThat(keys).extracting(EntityKey::value).isSorted();
        assertThat(keys)
                .extracting(EntityKey::value)
                .filteredOn(key -> key.startsWith(mark))
                .containsExactly(mark + ".a", mark + ".b", mark + ".c");
    }

    @Test
    default void keysCanBeThoseThatBeginWithAPrefix() {
        String mark = UniqueNames.mark();
        List.of(".a.1", ".a.2", ".a/3", ".ab.4", ".b.5")
                .forEach(end -> put(EntityKey.of(mark + end), "1", Revision.none(), 1));

        assertThat(soil().keys(mark + ".a"))
                .extracting(EntityKey::value)
                .containsExactly(mark + ".a.1", mark + ".a.2", mark + ".a/3", mark + ".ab.4");
        assertThat(soil().keys(mark + ".a."))
                .extracting(EntityKey::value)
                .containsExactly(mark + ".a.1", mark + ".a.2");
        assertThat(soil().keys(mark)).hasSize(5);
        assertThat(soil().keys(mark + ".*")).isEmpty();
        assertThat(soil().keys(mark + "..")).isEmpty();
    }

    @Test
    default void whatAnotherKindOfNodeWroteHasNoSource() {
        EntityKey key = key();

        putRaw("$KV.SOIL." + key, "{\"n\":1}".getBytes(StandardCharsets.UTF_8));

        patience().until(() -> assertThat(soil().dig(key)).isPresent());
        SoilEntry entry = soil().dig(key).orElseThrow();
        assertThat(entry.value().text()).isEqualTo("{\"n\":1}");
        assertThat(entry.source()).isEqualTo(HumusSlot.none());
        put(key, "{\"n\":2}", entry.revision(), 1);
        assertThat(soil().dig(key).orElseThrow().source()).isEqualTo(new HumusSlot(1, 1));
    }

    @Test
    default void withoutAConnectionNothingIsKnownAndNothingChanged() {
        EntityKey key = key();
        disconnect();

        Throwable survey = patience().failureOf(soil().survey(key));
        Throwable bury = refusal(new SoilChange.Put(key, JsonPayload.of("1"), Revision.none(), new HumusSlot(1, 1)));
        assertThatThrownBy(() -> soil().dig(key)).isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> soil().keys("")).isInstanceOf(SidecarUnavailableException.class);
        restore();

        assertThat(List.of(survey, bury)).hasOnlyElementsOfType(SidecarUnavailableException.class);
        patience().until(() -> assertThat(patience().of(soil().survey(key))).isEqualTo(SoilState.untouched(key)));
    }
}
