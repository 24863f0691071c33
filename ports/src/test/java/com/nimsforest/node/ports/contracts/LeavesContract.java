package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every {@link Leaves} holds to. */
public interface LeavesContract extends DeliveryHandlerContract<Leaf> {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    Leaves leaves();

    Wind wind();

    private static Leaf leaf(String subject) {
        return new Leaf(Subject.of(subject), JsonPayload.of("{\"n\":1.10}"), "a tree", THEN);
    }

    private static DeliveryHandler<Leaf> done() {
        return delivery -> CompletableFuture.completedFuture(Verdict.done());
    }

    private static RecordingHandler<Leaf> recorder() {
        return new RecordingHandler<>(
                leaf -> !leaf.subject().value().endsWith(".probe"),
                delivery -> CompletableFuture.completedFuture(Verdict.done()));
    }

    private Subscription gather(String nim, String pattern, DeliveryHandler<Leaf> handler) {
        return leaves().gather(Token.of(nim), Set.of(SubjectPattern.of(pattern)), handler);
    }

    private void ask(String nim, String mark) {
        gather(nim, mark + ".>", done()).close();
        patience()
                .until(() -> assertThat(patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".probe"))))
                        .isTrue());
    }

    @Override
    default void prepare(String mark) {
        ask("nim-" + mark, mark);
    }

    @Override
    default CompletionStage<?> put(String mark, int number, MessageId id) {
        return leaves().keep(id, leaf(subject(mark, number)));
    }

    @Override
    default void putPlain(String mark, int number) {
        String json = "{\"subject\":\"" + subject(mark, number)
                + "\",\"data\":{\"n\":1},\"source\":\"a tree\",\"ts\":\"" + THEN + "\"}";
        putRaw(subject(mark, number), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    default String subject(String mark, int number) {
        return mark + "." + number;
    }

    @Override
    default OptionalInt number(String mark, Leaf message) {
        return NumberSuffix.after(mark + ".", message.subject().value());
    }

    @Override
    default Subscription take(String mark, DeliveryHandler<Leaf> handler) {
        return gather("nim-" + mark, mark + ".>", handler);
    }

    @Override
    default String stream() {
        return "LEAVES";
    }

    @Test
    default void aLeafThatANimAskedForIsKeptAsItIs() {
        String mark = UniqueNames.mark();
        RecordingHandler<Leaf> recorder = recorder();
        ask("nim-" + mark, mark);

        boolean kept = patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".a")));

        assertThat(kept).isTrue();
        try (Subscription gathering = gather("nim-" + mark, mark + ".>", recorder)) {
            patience().until(() -> assertThat(recorder.messages()).containsExactly(leaf(mark + ".a")));
        }
    }

    @Test
    default void aLeafThatNobodyEverAskedForOnlyBlowsWithTheWind() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = wind().catching(SubjectPattern.of(mark + ".>"), heard::add)) {
            boolean kept = patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".a")));

            assertThat(kept).isFalse();
            patience().until(() -> assertThat(heard).contains(leaf(mark + ".a")));
        }
    }

    @Test
    default void aLeafThatIsKeptBlowsWithTheWindToo() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();
        ask("nim-" + mark, mark);

        try (Subscription catching = wind().catching(SubjectPattern.of(mark + ".>"), heard::add)) {
            patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".a")));

            patience().until(() -> assertThat(heard).containsExactly(leaf(mark + ".a")));
        }
    }

    @Test
    default void aLeafOnTheWindIsKeptWhoeverDropsIt() {
        String mark = UniqueNames.mark();
        RecordingHandler<Leaf> recorder = recorder();
        ask("nim-" + mark, mark);
        wind().drop(leaf(mark + ".a"));

        try (Subscription gathering = gather("nim-" + mark, mark + ".>", recorder)) {
            patience().until(() -> assertThat(recorder.messages()).containsExactly(leaf(mark + ".a")));
        }
    }

    @Test
    default void theSameIdIsKeptOnce() {
        String mark = UniqueNames.mark();
        MessageId id = UniqueNames.id();
        RecordingHandler<Leaf> recorder = recorder();
        ask("nim-" + mark, mark);

        assertThat(patience().of(leaves().keep(id, leaf(mark + ".a")))).isTrue();
        assertThat(patience().of(leaves().keep(id, leaf(mark + ".a")))).isTrue();
        patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".last")));

        try (Subscription gathering = gather("nim-" + mark, mark + ".>", recorder)) {
            patience().until(() -> assertThat(recorder.messages()).contains(leaf(mark + ".last")));
        }
        assertThat(recorder.messages()).containsExactly(leaf(mark + ".a"), leaf(mark + ".last"));
    }

    @Test
    default void everyNimThatAsksGetsTheLeaf() {
        String mark = UniqueNames.mark();
        RecordingHandler<Leaf> one = recorder();
        RecordingHandler<Leaf> other = recorder();
        ask("one-" + mark, mark);
        ask("other-" + mark, mark);
        patience().of(leaves().keep(UniqueNames.id(), leaf(mark + ".a")));

        try (Subscription first = gather("one-" + mark, mark + ".>", one);
                Subscription second = gather("other-" + mark, mark + ".>", other)) {
            patience().until(() -> assertThat(one.messages()).containsExactly(leaf(mark + ".a")));
            patience().until(() -> assertThat(other.messages()).containsExactly(leaf(mark + ".a")));
        }
    }

    @Test
    default void aNimGetsOnlyWhatItsPatternsMatch() {
        String mark = UniqueNames.mark();
        RecordingHandler<Leaf> recorder = recorder();
        ask("wide-" + mark, mark);
        Set<SubjectPattern> two = Set.of(SubjectPattern.of(mark + ".a"), SubjectPattern.of(mark + ".*.c"));
        leaves().gather(Token.of("narrow-" + mark), two, done()).close();

        try (Subscription gathering = leaves().gather(Token.of("narrow-" + mark), two, recorder)) {
            patience().until(() -> {
                List.of("b", "a.b", "a", "b.c")
                        .forEach(rest -> patience().of(leaves().keep(UniqueNames.id(), leaf(mark + "." + rest))));
                assertThat(recorder.messages()).contains(leaf(mark + ".a"), leaf(mark + ".b.c"));
            });
        }

        assertThat(recorder.messages()).containsOnly(leaf(mark + ".a"), leaf(mark + ".b.c"));
    }

    @Test
    default void patternsThatCannotBeKeptAreRefused() {
        Token nim = Token.of(UniqueNames.mark());

        List.of("river.>", "humus.a.create", "$KV.SOIL.>", ">", "*.a", "deadletter.a")
                .forEach(pattern -> assertThatThrownBy(
                                () -> leaves().gather(nim, Set.of(SubjectPattern.of(pattern)), done()))
                        .as(pattern)
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    default void withoutAConnectionNothingIsKept() {
        String mark = UniqueNames.mark();
        disconnect();

        Throwable failure = patience().failureOf(leaves().keep(UniqueNames.id(), leaf(mark + ".a")));
        restore();

        assertThat(failure).isInstanceOf(SidecarUnavailableException.class);
    }

    @Test
    default void aLeafLargerThanTheServerTakesIsRefused() {
        String mark = UniqueNames.mark();
        ask("nim-" + mark, mark);
        JsonPayload huge = JsonPayload.of("\"" + "x".repeat(largestMessage()) + "\"");

        Throwable failure = patience()
                .failureOf(leaves().keep(UniqueNames.id(), new Leaf(Subject.of(mark + ".a"), huge, "a tree", THEN)));

        assertThat(failure).isInstanceOf(RejectedInputException.class);
    }
}
