package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link EntityHumus} holds to. */
public interface EntityHumusContract extends ForestContract {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");
    Token NIM = Token.of("count-nim");
    Token OTHER = Token.of("other-nim");

    EntityHumus states();

    Humus humus();

    /** Drops all that the humus holds. */
    void purgeHumus();

    /** Drops all up to that sequence, as the stream's bounds do. */
    void dropFromHumus(long sequence);

    private static Compost compost(String entity, String state) {
        AppliedLeaves applied = AppliedLeaves.none()
                .with(LeafOrigin.inOrder(LeafPosition.of("7", 3)))
                .passingOver(LeafPosition.of("7", 4));
        return new Compost(EntityKey.of(entity), CompostAction.UPDATE, JsonPayload.of(state), NIM.value(), THEN)
                .of(new EntityProvenance(NIM, 2, applied, Optional.of(THEN), delayed("{\"n\":1.10}")));
    }

    private static DelayedLeaves delayed(String data) {
        return DelayedLeaves.none()
                .with(new DelayedLeaf("later/1", THEN, Subject.of("cöunted.later"), JsonPayload.of(data)))
                .with(new DelayedLeaf("sooner", THEN.minusSeconds(1), Subject.of("counted.sooner"), JsonPayload.NULL));
    }

    private long add(Compost compost, long expected) {
        return patience().of(states().add(NIM, compost, expected));
    }

    private Throwable refusal(Compost compost, long expected) {
        return patience().failureOf(states().add(NIM, compost, expected));
    }

    private Optional<HumusEntry> last(String entity) {
        return patience().of(states().last(NIM, EntityKey.of(entity)));
    }

    private Optional<HumusEntry> lastOfAnyNim(String entity) {
        return patience().of(states().lastOfAnyNim(EntityKey.of(entity)));
    }

    private static Compost compostOfOther(String entity) {
        return new Compost(EntityKey.of(entity), CompostAction.UPDATE, JsonPayload.of("2"), OTHER.value(), THEN)
                .of(new EntityProvenance(OTHER, 1, AppliedLeaves.none()));
    }

    private static RecordingHandler<HumusEntry> recorder(String mark) {
        return new RecordingHandler<>(
                entry -> entry.compost().entity().value().startsWith(mark),
                delivery -> CompletableFuture.completedFuture(Verdict.done()));
    }

    @Test
    default void theLastCompostOfAnEntityIsReadAsItWasAdded() {
        String entity = UniqueNames.mark() + "/a=1.b";
        Leaf leaf = new Leaf(Subject.of("counted.a"), JsonPayload.of("{\"n\":1.10}"), NIM.value(), THEN);
        assertThat(last(entity)).isEmpty();

        long first = add(compost(entity, "{\"n\":1}"), 0);
        Compost second = compost(entity, "{\"n\":2.50}").dropping(List.of(leaf));
        long sequence = add(second, first);

        HumusEntry found = last(entity).orElseThrow();
        assertThat(found.compost()).isEqualTo(second);
        assertThat(found.slot().sequence()).isEqualTo(sequence).isGreaterThan(first);
    }

    @Test
    default void aRemovalIsTheLastCompostToo() {
        String entity = UniqueNames.mark();
        long first = add(compost(entity, "1"), 0);
        Compost removal = new Compost(EntityKey.of(entity), CompostAction.DELETE, JsonPayload.NULL, NIM.value(), THEN)
                .of(compost(entity, "1").provenance().orElseThrow());

        add(removal, first);

        assertThat(last(entity).orElseThrow().compost()).isEqualTo(removal);
    }

    @Test
    default void nothingIsAddedUnlessTheLastCompostIsTheExpectedOne() {
        String entity = UniqueNames.mark();
        long first = add(compost(entity, "1"), 0);
        add(compost(UniqueNames.mark(), "1"), 0);

        assertThat(refusal(compost(entity, "2"), 0)).isInstanceOf(StaleRevisionException.class);
        assertThat(refusal(compost(entity, "2"), first + 1)).isInstanceOf(StaleRevisionException.class);
        assertThat(refusal(compost(UniqueNames.mark(), "2"), first)).isInstanceOf(StaleRevisionException.class);
        add(compost(entity, "2"), first);

        assertThat(refusal(compost(entity, "3"), first)).isInstanceOf(StaleRevisionException.class);
        assertThat(last(entity).orElseThrow().compost().data()).isEqualTo(JsonPayload.of("2"));
    }

    @Test
    default void ofManyThatExpectTheSameOneSucceeds() {
        String entity = UniqueNames.mark();
        long first = add(compost(entity, "0"), 0);

        List<CompletionStage<Long>> tries = IntStream.range(0, 10)
                .mapToObj(n -> states().add(NIM, compost(entity, "" + n), first))
                .toList();

        List<Object> answers = tries.stream()
                .map(stage -> patience()
                        .of(stage.<Object>thenApply(sequence -> sequence).exceptionally(failure -> failure)))
                .toList();
        assertThat(answers).filteredOn(Long.class::isInstance).hasSize(1);
    }

    @Test
    default void whatAnotherNimHasMadeIsNotAddedOnNothing() {
        String entity = UniqueNames.mark() + "/a=1.b";
        add(compost(entity, "1"), 0);

        Throwable failure = patience().failureOf(states().add(OTHER, compostOfOther(entity), 0));

        assertThat(failure).isInstanceOf(StaleRevisionException.class);
        assertThat(lastOfAnyNim(entity).orElseThrow().compost()).isEqualTo(compost(entity, "1"));
        assertThat(lastOfAnyNim(entity + ".c")).isEmpty();
        assertThat(patience().of(states().last(OTHER, EntityKey.of(entity)))).isEmpty();
    }

    @Test
    default void ofTwoNimsThatMakeTheSameEntitiesAtOnceOneMakesEach() {
        String mark = UniqueNames.mark();
        List<CompletionStage<Long>> tries = IntStream.range(0, 200)
                .boxed()
                .flatMap(n -> {
                    CompletionStage<Long> one = states().add(NIM, compost(mark + "/" + n, "1"), 0);
                    return Stream.of(one, states().add(OTHER, compostOfOther(mark + "/" + n), 0));
                })
                .toList();

        List<Object> answers = tries.stream()
                .map(stage -> patience()
                        .of(stage.<Object>thenApply(sequence -> sequence).exceptionally(failure -> failure)))
                .toList();
        for (int i = 0; i < answers.size(); i += 2) {
            assertThat(answers.subList(i, i + 2))
                    .as("entity %s", i / 2)
                    .filteredOn(Long.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    default void theDecomposerIsGivenItWithWhatItIsMadeOf() {
        String mark = UniqueNames.mark();
        RecordingHandler<HumusEntry> recorder = recorder(mark);
        add(compost(mark + "/a", "1"), 0);

        try (Subscription decomposing = humus().decompose(recorder)) {
            patience()
                    .until(() -> assertThat(recorder.messages())
                            .extracting(HumusEntry::compost)
                            .containsExactly(compost(mark + "/a", "1")));
        }
    }

    @Test
    default void whatNamesLeavesIsAnnounced() {
        String mark = UniqueNames.mark();
        Leaf leaf = new Leaf(Subject.of("counted.a"), JsonPayload.of("1"), NIM.value(), THEN);
        RecordingHandler<HumusEntry> recorder = recorder(mark);
        long sequence = add(compost(mark, "1").dropping(List.of(leaf, leaf)), 0);

        try (Subscription announcing = states().announce(recorder)) {
            patience().until(() -> assertThat(recorder.messages()).hasSize(1));
        }

        HumusEntry announced = recorder.messages().get(0);
        assertThat(announced.compost().leaves()).containsExactly(leaf, leaf);
        assertThat(announced.slot().sequence()).isEqualTo(sequence);
        assertThat(recorder.heard().get(0).origin().position().sequence()).isEqualTo(sequence);
    }

    @Test
    default void anEntityThatTheHumusHoldsNoMoreIsAddedOnNothing() {
        String entity = UniqueNames.mark();
        add(compost(entity, "1"), 0);

        purgeHumus();

        assertThat(last(entity)).isEmpty();
        add(compost(entity, "2"), 0);
        assertThat(last(entity).orElseThrow().compost().data()).isEqualTo(JsonPayload.of("2"));
    }

    @Test
    default void whatWasDroppedIsPendingUntilTheDecomposerIsDone() {
        String mark = UniqueNames.mark();
        long dropped = add(compost(mark + "-a", "1"), 0);
        add(compost(mark + "-b", "1"), 0);
        dropFromHumus(dropped);

        assertThat(patience().of(states().dropped())).isEqualTo(DroppedComposts.PENDING);

        try (Subscription decomposing = humus().decompose(recorder(mark))) {
            patience().until(() -> assertThat(patience().of(states().dropped())).isEqualTo(DroppedComposts.DECOMPOSED));
        }
    }

    @Test
    default void whatWasDroppedBeforeTheDecomposerSawItIsWaitedForNoLongerThanThereIsWork() {
        String mark = UniqueNames.mark();
        long dropped = add(compost(mark, "1"), 0);

        dropFromHumus(dropped);

        try (Subscription decomposing = humus().decompose(recorder(mark))) {
            patience().until(() -> assertThat(patience().of(states().dropped())).isEqualTo(DroppedComposts.DECOMPOSED));
        }
    }

    @Test
    default void withoutAConnectionNothingIsReadOrAdded() {
        String entity = UniqueNames.mark();
        disconnect();

        Throwable adding = refusal(compost(entity, "1"), 0);
        Throwable reading = failureOfReading(entity);
        restore();

        assertThat(adding).isInstanceOf(SidecarUnavailableException.class);
        assertThat(reading).isInstanceOf(SidecarUnavailableException.class);
    }

    @Test
    default void whatCannotBeDroppedIsNotDelayed() {
        String entity = UniqueNames.mark();
        EntityProvenance made =
                new EntityProvenance(NIM, 1, AppliedLeaves.none(), Optional.empty(), delayed("{no json"));

        Throwable failure = refusal(compost(entity, "1").of(made), 0);

        assertThat(failure).isInstanceOf(RejectedInputException.class);
        assertThat(last(entity)).isEmpty();
    }

    /** It may be thrown, or be what the stage fails with. */
    private Throwable failureOfReading(String entity) {
        try {
            return patience().failureOf(states().last(NIM, EntityKey.of(entity)));
        } catch (SidecarUnavailableException thrown) {
            return thrown;
        }
    }

    @Test
    default void aStateLargerThanTheServerTakesIsRefused() {
        String entity = UniqueNames.mark();

        Throwable failure = refusal(compost(entity, "\"" + "x".repeat(largestMessage()) + "\""), 0);

        assertThat(failure).isInstanceOf(RejectedInputException.class);
        assertThat(last(entity)).isEmpty();
    }
}
