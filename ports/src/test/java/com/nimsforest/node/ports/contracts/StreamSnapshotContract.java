package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link StreamSnapshot} holds to. */
public interface StreamSnapshotContract extends ForestContract {
    StreamSnapshot snapshot();

    Humus humus();

    Soil soil();

    Leaves leaves();

    /** Everything that was read of the humus. */
    record Reading(List<HumusSequenceRange> spans, List<HumusEntry> entries, List<HumusSlot> unreadable) {
        static Reading begun() {
            return new Reading(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        HumusReadCallbacks reader() {
            return new HumusReadCallbacks(spans::add, entries::add, unreadable::add);
        }
    }

    private PublishReceipt add(String entity) {
        Compost compost =
                new Compost(EntityKey.of(entity), CompostAction.UPDATE, JsonPayload.of("1.10"), "a nim", Instant.EPOCH);
        return patience().of(humus().add(UniqueNames.id(), Token.of("a-nim"), compost));
    }

    @Test
    default void theHumusIsReadWholeAndInOrderWithWhatIsNoCompost() {
        String mark = UniqueNames.mark();
        PublishReceipt first = add(mark + "-a");
        putRaw("humus." + mark + ".create", "no compost".getBytes(StandardCharsets.UTF_8));
        PublishReceipt last = add(mark + "-b");
        Reading reading = Reading.begun();

        snapshot().humus(reading.reader());

        assertThat(reading.spans()).containsExactly(snapshot().span());
        assertThat(reading.spans().get(0).last()).isEqualTo(last.sequence());
        assertThat(reading.entries())
                .extracting(entry -> entry.slot().sequence())
                .isSorted()
                .contains(first.sequence())
                .endsWith(last.sequence());
        assertThat(reading.unreadable())
                .contains(new HumusSlot(reading.spans().get(0).epoch(), first.sequence() + 1));
    }

    @Test
    default void anEntryIsFoundByItsPlace() {
        String mark = UniqueNames.mark();
        PublishReceipt receipt = add(mark);
        putRaw("humus." + mark + ".create", "no compost".getBytes(StandardCharsets.UTF_8));
        long epoch = snapshot().span().epoch();

        HumusEntry found = patience()
                .of(humus().at(new HumusSlot(epoch, receipt.sequence())))
                .orElseThrow();

        assertThat(found.compost().entity()).isEqualTo(EntityKey.of(mark));
        assertThat(patience().of(humus().at(new HumusSlot(epoch, receipt.sequence() + 1))))
                .isEmpty();
        assertThat(patience().of(humus().at(new HumusSlot(epoch, receipt.sequence() + 1000))))
                .isEmpty();
        assertThat(patience().of(humus().at(new HumusSlot(epoch, 0)))).isEmpty();
        assertThat(patience().of(humus().at(new HumusSlot(epoch + 1, receipt.sequence()))))
                .isEmpty();
    }

    @Test
    default void theSoilIsReadWithItsTombstonesAndTheEntriesOfStrangers() {
        EntityKey there = EntityKey.of(UniqueNames.mark() + ".a");
        EntityKey gone = EntityKey.of(UniqueNames.mark() + ".b");
        EntityKey strange = EntityKey.of(UniqueNames.mark() + ".c");
        patience()
                .of(soil().bury(new SoilChange.Put(there, JsonPayload.of("1"), Revision.none(), new HumusSlot(1, 7))));
        patience().of(soil().bury(new SoilChange.Remove(gone, Revision.none(), new HumusSlot(1, 8))));
        putRaw("$KV.SOIL." + strange, "2".getBytes(StandardCharsets.UTF_8));
        Instant stored = Instant.parse("2026-11-23T23:21:36.087802027Z");
        EntityKey timed = EntityKey.of(UniqueNames.mark() + ".d");
        patience()
                .of(soil().bury(new SoilChange.Put(
                        timed, JsonPayload.of("3"), Revision.none(), new HumusSlot(1, 9).storedAt(stored))));
        List<SoilState> read = new ArrayList<>();

        snapshot().soil(read::add);

        assertThat(read)
                .contains(
                        patience().of(soil().survey(there)),
                        patience().of(soil().survey(gone)),
                        patience().of(soil().survey(strange)))
                .filteredOn(state -> state.key().equals(gone))
                .hasOnlyElementsOfType(SoilState.Bare.class);
        assertThat(read)
                .filteredOn(state -> state.key().equals(timed))
                .singleElement()
                .satisfies(state -> assertThat(state.source().stored()).isEqualTo(stored));
    }

    @Test
    default void oneKnowsHowFarTheDecomposerHasCome() {
        try (Subscription decomposing =
                humus().decompose(delivery -> CompletableFuture.completedFuture(Verdict.done()))) {
            long added = add(UniqueNames.mark()).sequence();
            long epoch = snapshot().span().epoch();

            patience().until(() -> assertThat(snapshot().decomposed()).contains(new HumusSlot(epoch, added)));
        }
        long later = add(UniqueNames.mark()).sequence();

        assertThat(snapshot().decomposed().orElseThrow().sequence()).isLessThan(later);
    }

    @Test
    default void aConsumerThatNobodyAsksForIsStalled() {
        String mark = UniqueNames.mark();
        Leaf leaf = new Leaf(Subject.of(mark + ".a"), JsonPayload.of("1"), "a tree", Instant.EPOCH);
        try (Subscription gathering = leaves().gather(
                        Token.of(mark),
                        Set.of(SubjectPattern.of(mark + ".>")),
                        delivery -> CompletableFuture.completedFuture(Verdict.done()))) {
            patience()
                    .until(() -> assertThat(patience().of(leaves().keep(UniqueNames.id(), leaf)))
                            .isTrue());
            patience()
                    .until(() -> assertThat(ofNim(mark))
                            .singleElement()
                            .matches(facts -> facts.pending() + facts.unacknowledged() == 0)
                            .matches(facts -> !facts.stalled()));
        }

        patience().of(leaves().keep(UniqueNames.id(), leaf));

        patience().until(() -> assertThat(ofNim(mark)).singleElement().matches(ConsumerFacts::stalled));
    }

    private List<ConsumerFacts> ofNim(String mark) {
        return snapshot().consumers().stream()
                .filter(facts -> facts.name().startsWith("nim-" + mark))
                .toList();
    }

    @Test
    default void withoutAConnectionNothingIsRead() {
        disconnect();

        assertThatThrownBy(() -> snapshot().span()).isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> snapshot().humus(Reading.begun().reader()))
                .isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> snapshot().soil(state -> {})).isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> snapshot().consumers()).isInstanceOf(SidecarUnavailableException.class);
        restore();
    }
}
