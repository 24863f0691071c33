package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundDriverTest {
    /** Nothing is asked of it: what is done is given to the round. */
    private static final BenchClient SIDE = (BenchClient) Proxy.newProxyInstance(
            BenchClient.class.getClassLoader(), new Class<?>[] {BenchClient.class}, (client, method, values) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void noMoreThanTheWindowAreUnderWayAtOnceAndAllAreDoneAtTheEnd() throws Exception {
        List<CompletableFuture<String>> open = new ArrayList<>();
        List<Integer> begun = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();

        new RoundDriver(SIDE, 1000, () -> 0).pipelined(number -> {
            begun.add(number);
            CompletableFuture<String> stage = new CompletableFuture<>();
            open.add(stage);
            widths.add(open.size());
            if (open.size() == RoundDriver.WINDOW || number == 999) {
                List.copyOf(open).forEach(one -> one.complete("stored"));
                open.clear();
            }
            return stage;
        });

        assertThat(begun).isEqualTo(IntStream.range(0, 1000).boxed().toList());
        assertThat(widths).allMatch(width -> width <= RoundDriver.WINDOW).contains(RoundDriver.WINDOW);
    }

    @Test
    void aMessageThatIsNotStoredFailsTheLap() {
        RoundDriver round = new RoundDriver(SIDE, 3, () -> 0);

        assertThatThrownBy(() -> round.pipelined(number -> number == 1
                        ? CompletableFuture.failedFuture(new IllegalStateException("the disk is full"))
                        : CompletableFuture.completedFuture("stored")))
                .isInstanceOf(BenchException.class)
                .hasMessage("a message was not stored: the disk is full");
    }

    @Test
    void thePathIsDoneWhenTheSoilHoldsAll() {
        AtomicLong buried = new AtomicLong();

        new RoundDriver(SIDE, 3, buried::incrementAndGet).awaitSoil();

        assertThat(buried).hasValue(3);
    }
}
