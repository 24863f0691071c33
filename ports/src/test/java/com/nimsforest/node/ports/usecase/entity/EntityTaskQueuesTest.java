package com.nimsforest.node.ports.usecase.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EntityTaskQueuesTest {
    private static final EntityKey ENTITY = EntityKey.of("a");
    private static final Verdict STOPPED = Verdict.postpone("stopped");

    private final List<Long> begun = new ArrayList<>();
    private final CompletableFuture<Verdict> first = new CompletableFuture<>();
    private final EntityTaskQueues queues = new EntityTaskQueues(task -> {
        begun.add(task.origin().position().sequence());
        return first;
    });

    @Test
    void theLeavesOfAnEntityAreWorkedOneAfterAnother() {
        CompletableFuture<Verdict> one = submit(1);
        CompletableFuture<Verdict> two = submit(2);
        assertThat(begun).containsExactly(1L);

        first.complete(Verdict.done());

        assertThat(begun).containsExactly(1L, 2L);
        assertThat(one).isCompletedWithValue(Verdict.done());
        assertThat(two).isCompletedWithValue(Verdict.done());
    }

    /** Were a later leaf worked, the earlier one would be taken for applied when it comes again, and be lost. */
    @Test
    void noLeafBeginsAfterTheEndWhetherItWaitedOrComesThen() {
        CompletableFuture<Verdict> one = submit(1);
        CompletableFuture<Verdict> two = submit(2);

        queues.close(STOPPED);
        first.complete(STOPPED);
        CompletableFuture<Verdict> three = submit(3);

        assertThat(begun).containsExactly(1L);
        assertThat(List.of(one, two, three))
                .allSatisfy(verdict -> assertThat(verdict).isCompletedWithValue(STOPPED));
    }

    /** Those that an earlier owner had applied are done as soon as they begin. */
    @Test
    void anyNumberOfLeavesThatAreDoneAtOnceLeavesTheirEntityToTheNextOne() {
        first.complete(Verdict.done());
        CompletableFuture<Verdict> pending = new CompletableFuture<>();
        queues.submit(ENTITY, () -> pending, new CompletableFuture<>());
        List<CompletableFuture<Verdict>> many =
                LongStream.rangeClosed(1, 20_000).mapToObj(this::submit).toList();

        pending.complete(Verdict.done());

        assertThat(many).allSatisfy(verdict -> assertThat(verdict).isCompletedWithValue(Verdict.done()));
        assertThat(begun).isSorted().hasSize(20_000);
        assertThat(submit(20_001)).isCompletedWithValue(Verdict.done());
    }

    @Test
    void whateverTheWorkOfALeafThrowsTheNextOneOfItsEntityBegins() {
        CompletableFuture<Verdict> failed = new CompletableFuture<>();
        queues.submit(
                ENTITY,
                () -> {
                    throw new StackOverflowError();
                },
                failed);

        CompletableFuture<Verdict> next = submit(1);
        first.complete(Verdict.done());

        assertThat(failed).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(Verdict.done());
    }

    private CompletableFuture<Verdict> submit(long sequence) {
        Leaf leaf = new Leaf(Subject.of("word.seen"), JsonPayload.of("1"), "a tree", Instant.EPOCH);
        LeafOrigin origin = LeafOrigin.inOrder(LeafPosition.of("RIVER-1", sequence));
        MessageDelivery<Leaf> delivery =
                new MessageDelivery<>(leaf, new MessageId("id-" + sequence), 1, sequence, origin);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        queues.submit(EntityLeafTask.of(ENTITY, delivery, 0), verdict);
        return verdict;
    }
}
