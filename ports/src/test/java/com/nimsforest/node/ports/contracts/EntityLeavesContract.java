package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every {@link EntityLeaves} holds to. */
public interface EntityLeavesContract extends ForestContract {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    EntityLeaves entityLeaves();

    /** The same port of another node of the fleet. */
    EntityLeaves entityLeavesOfAnotherNode();

    Leaves leaves();

    /** One node's handler, which notes what it is called with. */
    final class Owner {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<MessageDelivery<Leaf>> taken = new CopyOnWriteArrayList<>();
        final List<OriginFloors> completed = new CopyOnWriteArrayList<>();
        private final Function<MessageDelivery<Leaf>, CompletionStage<Verdict>> answer;

        Owner(Function<MessageDelivery<Leaf>, CompletionStage<Verdict>> answer) {
            this.answer = answer;
        }

        static Owner done() {
            return new Owner(delivery -> CompletableFuture.completedFuture(Verdict.done()));
        }

        static Owner silent() {
            return new Owner(delivery -> new CompletableFuture<>());
        }

        EntityLeafHandler handler() {
            return new EntityLeafHandler(() -> calls.add("begin"), this::take, this::complete);
        }

        private CompletionStage<Verdict> take(MessageDelivery<Leaf> delivery) {
            if (delivery.message().subject().value().endsWith(".probe")) {
                return CompletableFuture.completedFuture(Verdict.done());
            }
            taken.add(delivery);
            calls.add(delivery.message().subject().value());
            return answer.apply(delivery);
        }

        private void complete(OriginFloors floors) {
            completed.add(floors);
            calls.add("complete");
        }

        /** What it was given in the term in which it was first told that an order is known. */
        List<String> firstTerm() {
            List<String> before = calls.subList(0, calls.indexOf("complete"));
            return before.subList(before.lastIndexOf("begin") + 1, before.size());
        }

        List<String> subjects() {
            return taken.stream()
                    .map(delivery -> delivery.message().subject().value())
                    .toList();
        }
    }

    private static Leaf leaf(String subject) {
        return new Leaf(Subject.of(subject), JsonPayload.of("1"), "a tree", THEN);
    }

    private LeafOwnership own(EntityLeaves node, String mark, Owner owner) {
        return node.own(Token.of("count-" + mark), Set.of(SubjectPattern.of(mark + ".>")), owner.handler());
    }

    private void ask(String mark) {
        own(entityLeaves(), mark, Owner.done()).close();
        patience()
                .until(() -> assertThat(patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".probe"))))
                        .isTrue());
    }

    private void keep(String mark, String... names) {
        for (String name : names) {
            assertThat(patience().of(leaves().keep(UniqueNames.id(), leaf(mark + "." + name))))
                    .isTrue();
        }
    }

    @Test
    default void anOrderIsKnownOnceATermHasBegunAndAllLeavesWereGiven() {
        String mark = UniqueNames.mark();
        ask(mark);
        keep(mark, "a", "b", "c");
        Owner owner = Owner.silent();

        try (Subscription owning = own(entityLeaves(), mark, owner)) {
            patience().until(() -> assertThat(owner.completed).isNotEmpty());
        }

        assertThat(owner.calls).contains("begin");
        assertThat(owner.firstTerm()).contains(mark + ".a", mark + ".b", mark + ".c");
    }

    @Test
    default void aLeafKeepsThePositionThatItWasKeptWith() {
        String mark = UniqueNames.mark();
        ask(mark);
        LeafOrigin origin = LeafOrigin.inOrder(LeafPosition.of("77", 12).derive(Token.of("tree"), 1));
        LeafOrigin late = LeafOrigin.late(origin.position().derive(Token.of("nim"), 0));
        patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".a"), Optional.of(origin)));
        patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".b"), Optional.of(late)));
        keep(mark, "plain");
        Owner owner = Owner.done();

        try (Subscription owning = own(entityLeaves(), mark, owner)) {
            patience().until(() -> assertThat(owner.subjects()).contains(mark + ".plain"));
        }

        assertThat(originsOf(owner, mark + ".a")).containsOnly(origin);
        assertThat(originsOf(owner, mark + ".b")).containsOnly(late);
        assertThat(originsOf(owner, mark + ".plain"))
                .isNotEmpty()
                .allSatisfy(own -> assertThat(own.late()).isFalse());
    }

    private static List<LeafOrigin> originsOf(Owner owner, String subject) {
        return owner.taken.stream()
                .filter(delivery -> delivery.message().subject().value().equals(subject))
                .map(MessageDelivery::origin)
                .toList();
    }

    @Test
    default void itIsToldUpToWhereTheOrderIsKnown() {
        String mark = UniqueNames.mark();
        ask(mark);
        keep(mark, "a");
        Owner owner = Owner.silent();

        try (Subscription owning = own(entityLeaves(), mark, owner)) {
            patience().until(() -> assertThat(owner.taken).isNotEmpty());
            LeafPosition position = owner.taken.get(0).origin().position();

            patience()
                    .until(() -> assertThat(owner.completed)
                            .anyMatch(floors ->
                                    floors.sequences().containsKey(position.stream()) && floors.reach(position)));
        }
    }

    @Test
    default void oneNodeOwnsTheLeavesAndTheNextOneGoesOnWhenItEnds() {
        String mark = UniqueNames.mark();
        ask(mark);
        Owner first = new Owner(delivery -> delivery.message().subject().value().endsWith(".a")
                ? CompletableFuture.completedFuture(Verdict.done())
                : new CompletableFuture<>());
        Owner second = Owner.done();
        LeafOwnership owning = own(entityLeaves(), mark, first);
        keep(mark, "a", "b", "c");
        patience().until(() -> assertThat(first.subjects()).contains(mark + ".c"));

        try (LeafOwnership next = own(entityLeavesOfAnotherNode(), mark, second)) {
            patience().until(() -> assertThat(owning.isOwner()).isTrue());
            assertThat(next.isOwner()).isFalse();
            keep(mark, "d");
            patience().until(() -> assertThat(first.subjects()).contains(mark + ".d"));
            assertThat(second.taken).isEmpty();

            owning.close();

            patience().until(() -> assertThat(second.subjects()).contains(mark + ".b", mark + ".c", mark + ".d"));
            patience().until(() -> assertThat(next.isOwner()).isTrue());
        }
        assertThat(second.subjects()).doesNotContain(mark + ".a");
    }

    @Test
    default void whatIsPostponedIsGivenAgainAndWhatIsDoneIsNot() {
        String mark = UniqueNames.mark();
        ask(mark);
        keep(mark, "a", "b");
        List<String> postponed = new CopyOnWriteArrayList<>();
        Owner owner = new Owner(delivery -> {
            String subject = delivery.message().subject().value();
            boolean isFirst = subject.endsWith(".a") && postponed.isEmpty();
            if (isFirst) {
                postponed.add(subject);
            }
            return CompletableFuture.completedFuture(isFirst ? Verdict.postpone("not now") : Verdict.done());
        });

        try (Subscription owning = own(entityLeaves(), mark, owner)) {
            patience()
                    .until(() -> assertThat(owner.subjects())
                            .filteredOn((mark + ".a")::equals)
                            .hasSizeGreaterThan(1));
        }

        patience().until(() -> {
            Owner later = Owner.done();
            keep(mark, "last");
            try (Subscription owning = own(entityLeaves(), mark, later)) {
                patience().until(() -> assertThat(later.subjects()).contains(mark + ".last"));
            }
            assertThat(later.subjects()).containsOnly(mark + ".last");
        });
    }

    @Test
    default void whatIsRejectedIsADeadLetterThatComesLateWhenItIsPutBack() {
        String mark = UniqueNames.mark();
        ask(mark);
        keep(mark, "a");
        Owner owner = new Owner(delivery -> CompletableFuture.completedFuture(
                delivery.origin().late() ? Verdict.done() : Verdict.reject("no entity")));

        try (Subscription owning = own(entityLeaves(), mark, owner)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
            assertThat(deadLettersOf(mark).get(0).reason()).contains("no entity");
            deadLetters().retry(deadLettersOf(mark).get(0).number());

            patience()
                    .until(() -> assertThat(owner.taken)
                            .anyMatch(delivery -> delivery.origin().late()));
        }
        List<LeafPosition> positions = owner.taken.stream()
                .map(each -> each.origin().position())
                .distinct()
                .toList();

        assertThat(positions).hasSize(1);
    }

    @Test
    default void whatIsNoLeafIsADeadLetter() {
        String mark = UniqueNames.mark();
        ask(mark);
        putRaw(mark + ".raw", "no leaf".getBytes(StandardCharsets.UTF_8));
        keep(mark, "a");
        Owner owner = Owner.done();

        try (Subscription owning = own(entityLeaves(), mark, owner)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
            patience().until(() -> assertThat(owner.subjects()).contains(mark + ".a"));
        }
        assertThat(owner.subjects()).doesNotContain(mark + ".raw");
    }

    @Test
    default void patternsThatCannotBeKeptAreRefused() {
        List.of("river.>", "humus.a.create", ">", "*.a", "deadletter.a")
                .forEach(pattern -> assertThatThrownBy(() -> entityLeaves()
                                .own(
                                        Token.of("count"),
                                        Set.of(SubjectPattern.of(pattern)),
                                        Owner.done().handler()))
                        .as(pattern)
                        .isInstanceOf(IllegalArgumentException.class));
    }
}
