package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Wind} holds to. */
public interface WindContract extends ForestContract {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    Wind wind();

    private static Leaf leaf(String mark, String rest) {
        return new Leaf(Subject.of(mark + "." + rest), JsonPayload.of("{\"n\":1.10}"), "a tree", THEN);
    }

    private Subscription catching(String pattern, Consumer<Leaf> listener) {
        return wind().catching(SubjectPattern.of(pattern), listener);
    }

    @Test
    default void aDroppedLeafIsHeardAsItIs() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".>", heard::add)) {
            wind().drop(leaf(mark, "a.b"));

            patience().until(() -> assertThat(heard).containsExactly(leaf(mark, "a.b")));
        }
    }

    @Test
    default void everybodyWhoListensHearsIt() {
        String mark = UniqueNames.mark();
        List<Leaf> one = new CopyOnWriteArrayList<>();
        List<Leaf> other = new CopyOnWriteArrayList<>();

        try (Subscription first = catching(mark + ".*", one::add);
                Subscription second = catching(mark + ".a", other::add)) {
            wind().drop(leaf(mark, "a"));

            patience().until(() -> assertThat(one).hasSize(1));
            patience().until(() -> assertThat(other).hasSize(1));
        }
    }

    @Test
    default void onlyWhatThePatternMatchesIsHeard() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".*.end", heard::add)) {
            wind().drop(leaf(mark, "end"));
            wind().drop(leaf(mark, "a.b.end"));
            wind().drop(leaf(mark, "a.other"));
            wind().drop(leaf(mark, "a.end"));

            patience().until(() -> assertThat(heard).isNotEmpty());
        }

        assertThat(heard).containsExactly(leaf(mark, "a.end"));
    }

    @Test
    default void whatWasDroppedBeforeIsNotHeard() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();
        wind().drop(leaf(mark, "before"));

        try (Subscription catching = catching(mark + ".*", heard::add)) {
            wind().drop(leaf(mark, "after"));

            patience().until(() -> assertThat(heard).isNotEmpty());
        }

        assertThat(heard).containsExactly(leaf(mark, "after"));
    }

    @Test
    default void leavesOfOneSenderComeOneAtATimeAndInOrder() {
        String mark = UniqueNames.mark();
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        List<Integer> concurrent = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".>", leaf -> {
            concurrent.add(inside.incrementAndGet());
            heard.add(leaf.subject().value());
            inside.decrementAndGet();
        })) {
            IntStream.range(0, 200).forEach(n -> wind().drop(leaf(mark, "n." + n)));

            patience().until(() -> assertThat(heard).hasSize(200));
        }

        assertThat(heard)
                .isEqualTo(
                        IntStream.range(0, 200).mapToObj(n -> mark + ".n." + n).toList());
        assertThat(concurrent).containsOnly(1);
    }

    @Test
    default void dropReturnsBeforeAnyoneHasHeardIt() {
        String mark = UniqueNames.mark();
        CountDownLatch mayHear = new CountDownLatch(1);
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".*", leaf -> {
            awaitQuietly(mayHear);
            heard.add(leaf);
        })) {
            wind().drop(leaf(mark, "a"));
            assertThat(heard).isEmpty();
            mayHear.countDown();

            patience().until(() -> assertThat(heard).hasSize(1));
        }
    }

    @Test
    default void bytesThatAreNoLeafArePassedOver() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".*", heard::add)) {
            List.of("", "no json", "[]", "{}", "{\"subject\":\"" + mark + ".a\"}", "\u0000\uffff")
                    .forEach(bytes -> putRaw(mark + ".a", bytes.getBytes(StandardCharsets.UTF_8)));
            wind().drop(leaf(mark, "good"));

            patience().until(() -> assertThat(heard).isNotEmpty());
            patience().stillAfterAWhile(() -> assertThat(heard).containsExactly(leaf(mark, "good")));
        }
    }

    @Test
    default void aListenerThatThrowsMissesThatLeafOnly() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".*", leaf -> {
            if (leaf.subject().value().endsWith("bad")) {
                throw new IllegalStateException("on purpose");
            }
            heard.add(leaf);
        })) {
            wind().drop(leaf(mark, "bad"));
            wind().drop(leaf(mark, "good"));

            patience().until(() -> assertThat(heard).containsExactly(leaf(mark, "good")));
        }
    }

    @Test
    default void withoutAConnectionNothingIsDroppedAndNothingKeptForLater() {
        String mark = UniqueNames.mark();
        List<Leaf> heard = new CopyOnWriteArrayList<>();

        try (Subscription catching = catching(mark + ".*", heard::add)) {
            disconnect();
            assertThatThrownBy(() -> wind().drop(leaf(mark, "lost"))).isInstanceOf(SidecarUnavailableException.class);
            restore();
            patience().until(() -> {
                wind().drop(leaf(mark, "heard"));
                assertThat(heard).isNotEmpty();
            });
        }

        assertThat(heard).containsOnly(leaf(mark, "heard"));
    }

    @Test
    default void aLeafLargerThanTheServerTakesIsRefused() {
        String mark = UniqueNames.mark();
        JsonPayload huge = JsonPayload.of("\"" + "x".repeat(largestMessage()) + "\"");

        assertThatThrownBy(() -> wind().drop(new Leaf(Subject.of(mark + ".a"), huge, "a tree", THEN)))
                .isInstanceOf(RejectedInputException.class);
    }

    @Test
    default void aClosedSubscriptionHearsNoMore() {
        String mark = UniqueNames.mark();
        List<Leaf> closed = new CopyOnWriteArrayList<>();
        List<Leaf> open = new CopyOnWriteArrayList<>();
        Subscription closing = catching(mark + ".*", closed::add);

        try (Subscription catching = catching(mark + ".*", open::add)) {
            closing.close();
            closing.close();
            wind().drop(leaf(mark, "a"));
            patience().until(() -> assertThat(open).hasSize(1));
        }

        assertThat(closed).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
