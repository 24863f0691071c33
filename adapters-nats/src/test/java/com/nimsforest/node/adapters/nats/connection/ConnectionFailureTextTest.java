package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFailureTextTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused (Connection refused)"), "connection refused"),
                Arguments.of(new IOException(new ConnectException("Connection refused")), "connection refused"),
                Arguments.of(new UnknownHostException("nowhere: Name or service not known"), "unknown host nowhere"),
                Arguments.of(new ExecutionException(new TimeoutException()), "no answer in time"),
                Arguments.of(new NoSuchFileException("/a/b"), "no such file: /a/b"),
                Arguments.of(new IOException("Read channel closed."), "it closed the connection"),
                Arguments.of(
                        new IllegalStateException("Max outgoing Ping count exceeded."), "it does not answer pings"),
                Arguments.of(
                        new IOException("Received non-info initial message."), "what answers there is no NATS server"),
                Arguments.of(new SSLHandshakeException("no name\nmatching"), "TLS: no name matching"),
                Arguments.of(new IOException((String) null), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsPutIntoWords(Throwable failure, String words) {
        assertThat(ConnectionFailureText.describe(failure)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization Violation, it refuses the credentials",
        "User Authentication Expired, the credentials have expired",
        "Something New, it says: Something New"
    })
    void whatTheServerSaysIsPutIntoWords(String error, String words) {
        assertThat(ConnectionFailureText.describe(error)).isEqualTo(words);
    }
}
