package com.nimsforest.node.domain.connection;

import static com.nimsforest.node.domain.connection.ConnectionSignal.ENDED;
import static com.nimsforest.node.domain.connection.ConnectionSignal.ESTABLISHED;
import static com.nimsforest.node.domain.connection.ConnectionSignal.LOST;
import static com.nimsforest.node.domain.connection.ConnectionState.CLOSED;
import static com.nimsforest.node.domain.connection.ConnectionState.CONNECTED;
import static com.nimsforest.node.domain.connection.ConnectionState.CONNECTING;
import static com.nimsforest.node.domain.connection.ConnectionState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConnectionTrackerTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ConnectionTracker tracker = new ConnectionTracker(START, failures::add);

    private void apply(ConnectionSignal... signals) {
        for (ConnectionSignal signal : signals) {
            tracker.apply(signal, START.plus(Duration.ofSeconds(1)), "because of " + signal);
        }
    }

    @Test
    void itBeginsConnecting() {
        assertThat(tracker.state()).isEqualTo(CONNECTING);
        assertThat(tracker.last().at()).isEqualTo(START);
        assertThat(tracker.reconnects()).isZero();
    }

    @Test
    void aChangeIsRememberedWithItsTimeAndCause() {
        apply(ESTABLISHED);

        assertThat(tracker.last())
                .isEqualTo(new ConnectionTransition(
                        CONNECTING, CONNECTED, START.plus(Duration.ofSeconds(1)), "because of ESTABLISHED"));
    }

    @Test
    void aSignalThatChangesNothingIsNotHeardAndKeepsTheCause() {
        apply(ESTABLISHED);
        ConnectionTransition before = tracker.last();
        List<ConnectionTransition> heard = new ArrayList<>();
        tracker.listen(heard::add);

        tracker.apply(ESTABLISHED, START.plus(Duration.ofHours(1)), "again");

        assertThat(heard).hasSize(1);
        assertThat(tracker.last()).isEqualTo(before);
    }

    @Test
    void aLateListenerHearsTheStateAsItIsFirst() {
        apply(ESTABLISHED, LOST);
        List<ConnectionTransition> heard = new ArrayList<>();

        tracker.listen(heard::add);

        assertThat(heard)
                .containsExactly(new ConnectionTransition(
                        RECONNECTING, RECONNECTING, START.plus(Duration.ofSeconds(1)), "because of LOST"));
    }

    @Test
    void everyChangeIsHeardInOrderOnce() {
        List<ConnectionTransition> heard = new ArrayList<>();
        tracker.listen(heard::add);

        apply(ESTABLISHED, LOST, LOST, ESTABLISHED, ENDED, ESTABLISHED);

        assertThat(heard)
                .extracting(ConnectionTransition::to)
                .containsExactly(CONNECTING, CONNECTED, RECONNECTING, CONNECTED, CLOSED);
    }

    @Test
    void reconnectsAreCountedAndTheFirstConnectIsNone() {
        apply(ESTABLISHED);
        assertThat(tracker.reconnects()).isZero();

        apply(LOST, ESTABLISHED, LOST, ESTABLISHED, LOST);

        assertThat(tracker.reconnects()).isEqualTo(2);
    }

    @Test
    void aListenerThatThrowsHarmsNobodyAndIsReported() {
        List<ConnectionState> heard = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        tracker.listen(transition -> {
            calls.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        tracker.listen(transition -> heard.add(transition.to()));

        apply(ESTABLISHED, LOST);

        assertThat(heard).containsExactly(CONNECTING, CONNECTED, RECONNECTING);
        assertThat(calls).hasValue(3);
        assertThat(failures).hasSize(3);
    }

    @Test
    void aListenerThatLeftHearsNoMore() {
        List<ConnectionTransition> heard = new ArrayList<>();
        Runnable leave = tracker.listen(heard::add);

        leave.run();
        leave.run();
        apply(ESTABLISHED);

        assertThat(heard).hasSize(1);
    }

    @Test
    void aListenerMayAskAndSignalFromWithin() {
        List<ConnectionState> heard = new ArrayList<>();
        tracker.listen(transition -> {
            heard.add(transition.to());
            if (transition.to() == CONNECTED && tracker.state() == CONNECTED) {
                apply(ENDED);
            }
        });

        apply(ESTABLISHED);

        assertThat(heard).containsExactly(CONNECTING, CONNECTED, CLOSED);
    }

    @Test
    void aSlowListenerDoesNotHoldUpTheState() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        tracker.listen(transition -> {
            if (transition.to() == CONNECTED) {
                inside.countDown();
                awaitQuietly(leave);
            }
        });
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> apply(ESTABLISHED));
        inside.await();

        apply(LOST);

        assertThat(tracker.state()).isEqualTo(RECONNECTING);
        leave.countDown();
        slow.join();
    }

    @Test
    void manyThreadsAreHeardInOneUnbrokenChainByEveryListener() {
        List<List<ConnectionTransition>> listeners = new ArrayList<>();
        AtomicInteger concurrent = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            List<ConnectionTransition> heard = new ArrayList<>();
            AtomicInteger inside = new AtomicInteger();
            listeners.add(heard);
            tracker.listen(transition -> {
                concurrent.addAndGet(inside.incrementAndGet() - 1);
                heard.add(transition);
                inside.decrementAndGet();
            });
        }

        List<CompletableFuture<Void>> threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() ->
                        IntStream.range(0, 2000).forEach(n -> apply((n + thread) % 2 == 0 ? ESTABLISHED : LOST))))
                .toList();
        threads.forEach(CompletableFuture::join);
        apply(ENDED);

        Awaitility.await()
                .untilAsserted(() -> assertThat(listeners)
                        .allSatisfy(heard ->
                                assertThat(heard.get(heard.size() - 1).to()).isEqualTo(CLOSED)));
        assertThat(concurrent).hasValue(0);
        assertThat(listeners).allSatisfy(ConnectionTrackerTest::assertChain);
        assertThat(listeners).allSatisfy(heard -> assertThat(heard).isEqualTo(listeners.get(0)));
    }

    private static void assertChain(List<ConnectionTransition> heard) {
        IntStream.range(1, heard.size())
                .forEach(n -> assertThat(heard.get(n).from())
                        .isEqualTo(heard.get(n - 1).to()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
