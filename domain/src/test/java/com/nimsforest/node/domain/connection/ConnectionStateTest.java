package com.nimsforest.node.domain.connection;

import static com.nimsforest.node.domain.connection.ConnectionSignal.ENDED;
import static com.nimsforest.node.domain.connection.ConnectionSignal.ESTABLISHED;
import static com.nimsforest.node.domain.connection.ConnectionSignal.LOST;
import static com.nimsforest.node.domain.connection.ConnectionState.CLOSED;
import static com.nimsforest.node.domain.connection.ConnectionState.CONNECTED;
import static com.nimsforest.node.domain.connection.ConnectionState.CONNECTING;
import static com.nimsforest.node.domain.connection.ConnectionState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionStateTest {
    static Stream<Arguments> table() {
        return Stream.of(
                arguments(CONNECTING, ESTABLISHED, CONNECTED),
                arguments(CONNECTING, LOST, CONNECTING),
                arguments(CONNECTING, ENDED, CLOSED),
                arguments(CONNECTED, ESTABLISHED, CONNECTED),
                arguments(CONNECTED, LOST, RECONNECTING),
                arguments(CONNECTED, ENDED, CLOSED),
                arguments(RECONNECTING, ESTABLISHED, CONNECTED),
                arguments(RECONNECTING, LOST, RECONNECTING),
                arguments(RECONNECTING, ENDED, CLOSED),
                arguments(CLOSED, ESTABLISHED, CLOSED),
                arguments(CLOSED, LOST, CLOSED),
                arguments(CLOSED, ENDED, CLOSED));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aSignalLeadsToTheNextState(ConnectionState from, ConnectionSignal signal, ConnectionState to) {
        assertThat(from.on(signal)).isEqualTo(to);
    }

    @Test
    void theTableIsWhole() {
        assertThat(table()).hasSize(ConnectionState.values().length * ConnectionSignal.values().length);
    }
}
