package com.nimsforest.node.domain.compost;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecompositionRulesTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final EntityKey KEY = EntityKey.of("task-1");

    private static HumusEntry entry(HumusSlot slot, CompostAction action) {
        JsonPayload data = action == CompostAction.DELETE ? JsonPayload.NULL : JsonPayload.of("\"" + slot + "\"");
        return new HumusEntry(slot, new Compost(KEY, action, data, "nim", THEN));
    }

    private static SoilEntry soil(HumusSlot source) {
        return new SoilEntry(KEY, JsonPayload.of("\"old\""), Revision.of(5), source, THEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompostAction.class,
            names = {"CREATE", "UPDATE"})
    void createAndUpdateBothSetTheValueOfAnEntry(CompostAction action) {
        HumusSlot slot = new HumusSlot(1, 8);

        SoilChange change = DecompositionRules.of(entry(slot, action), soil(new HumusSlot(1, 7)));

        assertThat(change).isEqualTo(new SoilChange.Put(KEY, JsonPayload.of("\"1:8\""), Revision.of(5), slot));
    }

    @ParameterizedTest
    @EnumSource(
            value = CompostAction.class,
            names = {"CREATE", "UPDATE"})
    void createAndUpdateBothSetTheValueWhereNothingWas(CompostAction action) {
        HumusSlot slot = new HumusSlot(1, 8);

        SoilChange change = DecompositionRules.of(entry(slot, action), SoilState.untouched(KEY));

        assertThat(change).isEqualTo(new SoilChange.Put(KEY, JsonPayload.of("\"1:8\""), Revision.none(), slot));
    }

    @Test
    void aTombstoneIsReplacedWithItsRevision() {
        SoilState tombstone = new SoilState.Bare(KEY, Revision.of(6), new HumusSlot(1, 7));

        SoilChange change = DecompositionRules.of(entry(new HumusSlot(1, 8), CompostAction.CREATE), tombstone);

        assertThat(change)
                .isEqualTo(new SoilChange.Put(KEY, JsonPayload.of("\"1:8\""), Revision.of(6), new HumusSlot(1, 8)));
    }

    @Test
    void aDeleteLeavesATombstoneEvenWhereNothingWas() {
        HumusSlot slot = new HumusSlot(1, 8);

        assertThat(DecompositionRules.of(entry(slot, CompostAction.DELETE), soil(new HumusSlot(1, 7))))
                .isEqualTo(new SoilChange.Remove(KEY, Revision.of(5), slot));
        assertThat(DecompositionRules.of(entry(slot, CompostAction.DELETE), SoilState.untouched(KEY)))
                .isEqualTo(new SoilChange.Remove(KEY, Revision.none(), slot));
    }

    @ParameterizedTest
    @EnumSource(CompostAction.class)
    void whatTheSoilReflectsAlreadyChangesNothing(CompostAction action) {
        HumusEntry entry = entry(new HumusSlot(2, 8), action);

        assertThat(Stream.of(new HumusSlot(2, 8), new HumusSlot(2, 9), new HumusSlot(3, 1)))
                .allSatisfy(source ->
                        assertThat(DecompositionRules.of(entry, soil(source))).isEqualTo(new SoilChange.Nothing(KEY)));
        assertThat(DecompositionRules.of(entry, new SoilState.Bare(KEY, Revision.of(6), new HumusSlot(2, 8))))
                .isEqualTo(new SoilChange.Nothing(KEY));
    }

    @ParameterizedTest
    @EnumSource(CompostAction.class)
    void aReusedSequenceOfALaterEpochTakesEffect(CompostAction action) {
        assertThat(DecompositionRules.of(entry(new HumusSlot(2, 1), action), soil(new HumusSlot(1, 1_000))))
                .isNotEqualTo(new SoilChange.Nothing(KEY));
    }

    @ParameterizedTest
    @EnumSource(CompostAction.class)
    void anEntryThatAnotherKindOfNodeWroteIsOverwritten(CompostAction action) {
        assertThat(DecompositionRules.of(entry(new HumusSlot(1, 1), action), soil(HumusSlot.none())))
                .isNotEqualTo(new SoilChange.Nothing(KEY));
    }

    @Test
    void anyOrderAndRepetitionOfEntriesEndsInTheNewest() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<HumusEntry> log = log(random);
            List<HumusEntry> given = new ArrayList<>(log);
            IntStream.range(0, random.nextInt(10)).forEach(n -> given.add(log.get(random.nextInt(log.size()))));
            Collections.shuffle(given, random);

            SoilState end = SoilState.untouched(KEY);
            for (HumusEntry entry : given) {
                end = after(end, DecompositionRules.of(entry, end));
            }

            HumusEntry newest = log.get(log.size() - 1);
            assertThat(end.source()).as("seed " + seed).isEqualTo(newest.slot());
            assertThat(end instanceof SoilEntry)
                    .as("seed " + seed)
                    .isEqualTo(newest.compost().action() != CompostAction.DELETE);
            if (end instanceof SoilEntry left) {
                assertThat(left.value()).isEqualTo(newest.compost().data());
            }
        }
    }

    private static List<HumusEntry> log(Random random) {
        int epochs = 1 + random.nextInt(3);
        return IntStream.range(1, 1 + epochs)
                .boxed()
                .flatMap(epoch -> IntStream.range(1, 2 + random.nextInt(5)).mapToObj(n -> new HumusSlot(epoch, n)))
                .map(slot -> entry(slot, CompostAction.values()[random.nextInt(3)]))
                .toList();
    }

    private static SoilState after(SoilState before, SoilChange change) {
        if (change instanceof SoilChange.Put put) {
            assertThat(put.expected()).isEqualTo(before.revision());
            return new SoilEntry(KEY, put.value(), Revision.of(before.revision().value() + 1), put.source(), THEN);
        }
        if (change instanceof SoilChange.Remove remove) {
            assertThat(remove.expected()).isEqualTo(before.revision());
            return new SoilState.Bare(KEY, Revision.of(before.revision().value() + 1), remove.source());
        }
        return before;
    }
}
