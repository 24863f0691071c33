package com.nimsforest.node.ports.contracts;

import static com.nimsforest.node.domain.connection.ConnectionState.CLOSED;
import static com.nimsforest.node.domain.connection.ConnectionState.CONNECTED;
import static com.nimsforest.node.domain.connection.ConnectionState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link SidecarConnection} holds to. The implementer gives each test one of its own, which is connected. */
public interface SidecarConnectionContract {
    ContractTimeouts patience();

    SidecarConnection connection();

    /** Takes the sidecar away; returns at once or later. */
    void disconnect();

    /** Brings the sidecar back; returns at once or later. */
    void restore();

    /** Closes the connection for good. */
    void end();

    private static boolean await(SidecarConnection connection, Duration atMost) {
        try {
            return connection.awaitConnected(atMost);
        } catch (InterruptedException interrupted) {
            throw new CompletionException(interrupted);
        }
    }

    private void awaitState(ConnectionState state) {
        patience().until(() -> assertThat(connection().state()).isEqualTo(state));
    }

    private static List<ConnectionState> targets(List<ConnectionTransition> transitions) {
        return transitions.stream().map(ConnectionTransition::to).toList();
    }

    @Test
    default void itHealsByItself() {
        assertThat(connection().isConnected()).isTrue();

        disconnect();
        awaitState(RECONNECTING);
        assertThat(connection().isConnected()).isFalse();
        restore();

        awaitState(CONNECTED);
        assertThat(connection().isConnected()).isTrue();
    }

    @Test
    default void awaitingReturnsAtOnceWhenConnected() {
        assertThat(await(connection(), Duration.ZERO)).isTrue();
        assertThat(await(connection(), patience().bound().multipliedBy(10))).isTrue();
    }

    @Test
    default void awaitingGivesUpWhenTheTimeIsOver() {
        disconnect();
        awaitState(RECONNECTING);

        boolean connected = await(connection(), Duration.ofMillis(50));

        assertThat(connected).isFalse();
    }

    @Test
    default void awaitingEndsWhenTheConnectionIsBack() {
        disconnect();
        awaitState(RECONNECTING);
        CompletableFuture<Boolean> awaiting = CompletableFuture.supplyAsync(
                () -> await(connection(), patience().bound()));

        restore();

        assertThat(patience().of(awaiting)).isTrue();
    }

    @Test
    default void awaitingEndsEarlyWhenClosedForGood() {
        disconnect();
        awaitState(RECONNECTING);
        CompletableFuture<Boolean> awaiting = CompletableFuture.supplyAsync(
                () -> await(connection(), patience().bound().multipliedBy(10)));

        end();

        assertThat(patience().of(awaiting)).isFalse();
        assertThat(await(connection(), patience().bound().multipliedBy(10))).isFalse();
    }

    @Test
    default void awaitingCanBeInterrupted() {
        disconnect();
        awaitState(RECONNECTING);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                connection().awaitConnected(patience().bound().multipliedBy(10));
                interrupted.complete(false);
            } catch (InterruptedException expected) {
                interrupted.complete(true);
            }
        });
        waiter.start();

        waiter.interrupt();

        assertThat(patience().of(interrupted)).isTrue();
    }

    @Test
    default void aListenerHearsTheStateAsItIsAndThenEveryChangeInOrder() {
        List<ConnectionTransition> heard = new CopyOnWriteArrayList<>();

        try (Subscription listening = connection().onTransition(heard::add)) {
            patience().until(() -> assertThat(heard).hasSize(1));
            disconnect();
            patience().until(() -> assertThat(targets(heard)).containsExactly(CONNECTED, RECONNECTING));
            restore();
            patience().until(() -> assertThat(targets(heard)).containsExactly(CONNECTED, RECONNECTING, CONNECTED));
            end();
            patience()
                    .until(() ->
                            assertThat(targets(heard)).containsExactly(CONNECTED, RECONNECTING, CONNECTED, CLOSED));
        }

        assertThat(heard.get(0).from()).isEqualTo(CONNECTED);
        assertThat(heard.get(2).isReconnect()).isTrue();
        assertThat(heard)
                .allSatisfy(transition -> assertThat(transition.cause()).isNotBlank());
        assertThat(heard).extracting(ConnectionTransition::at).isSorted();
    }

    @Test
    default void aListenerIsCalledOneAtATime() {
        AtomicInteger inside = new AtomicInteger();
        List<Integer> concurrent = new CopyOnWriteArrayList<>();

        try (Subscription listening = connection().onTransition(transition -> {
            concurrent.add(inside.incrementAndGet());
            Thread.yield();
            inside.decrementAndGet();
        })) {
            disconnect();
            patience().until(() -> assertThat(concurrent).hasSizeGreaterThanOrEqualTo(2));
            restore();
            patience().until(() -> assertThat(concurrent).hasSizeGreaterThanOrEqualTo(3));
        }

        assertThat(concurrent).containsOnly(1);
    }

    @Test
    default void aListenerThatThrowsHarmsNobody() {
        List<ConnectionState> failing = new CopyOnWriteArrayList<>();
        List<ConnectionState> healthy = new CopyOnWriteArrayList<>();

        try (Subscription first = connection().onTransition(transition -> {
                    failing.add(transition.to());
                    throw new IllegalStateException("on purpose");
                });
                Subscription second = connection().onTransition(transition -> healthy.add(transition.to()))) {
            disconnect();
            awaitState(RECONNECTING);
            restore();

            patience().until(() -> assertThat(healthy).containsExactly(CONNECTED, RECONNECTING, CONNECTED));
            patience().until(() -> assertThat(failing).containsExactly(CONNECTED, RECONNECTING, CONNECTED));
        }
    }

    @Test
    default void aListenerThatLeftHearsNoMore() {
        List<ConnectionTransition> left = new CopyOnWriteArrayList<>();
        List<ConnectionTransition> stayed = new CopyOnWriteArrayList<>();
        Subscription leaving = connection().onTransition(left::add);
        patience().until(() -> assertThat(left).hasSize(1));

        leaving.close();
        leaving.close();
        try (Subscription staying = connection().onTransition(stayed::add)) {
            disconnect();
            patience().until(() -> assertThat(stayed).hasSize(2));
        }

        assertThat(left).hasSize(1);
    }

    @Test
    default void theFactsFollowTheState() {
        ConnectionFacts before = connection().facts();
        disconnect();
        awaitState(RECONNECTING);
        ConnectionFacts without = connection().facts();
        restore();
        patience().until(() -> assertThat(connection().facts().reconnects()).isEqualTo(before.reconnects() + 1));
        ConnectionFacts after = connection().facts();

        assertThat(before.state()).isEqualTo(CONNECTED);
        assertThat(before.url()).isNotBlank();
        assertThat(before.server()).isNotBlank();
        assertThat(before.serverVersion()).isNotBlank();
        assertThat(without.state()).isEqualTo(RECONNECTING);
        assertThat(without.cause()).isNotBlank();
        assertThat(without.roundTrip()).isEmpty();
        assertThat(without.since()).isAfterOrEqualTo(before.since());
        assertThat(after.state()).isEqualTo(CONNECTED);
        assertThat(after.since()).isAfterOrEqualTo(without.since());
    }

    @Test
    default void closedIsForGood() {
        end();
        awaitState(CLOSED);

        assertThat(connection().isConnected()).isFalse();
        assertThat(connection().facts().state()).isEqualTo(CLOSED);
        patience().stillAfterAWhile(() -> assertThat(connection().state()).isEqualTo(CLOSED));
    }
}
