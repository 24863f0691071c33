package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one address can take from others: connections, threads, places. */
class GreedyClientTest {
    private static final String PROBE = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String WATCH = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final TestHttpServer node =
            TestHttpServer.with().bodyWindow(Duration.ofMillis(100)).start();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        node.close();
    }

    @Test
    void oneAddressHasAShareOfTheConnections() throws IOException {
        Socket other = open("127.0.0.2", PROBE);
        Socket first = open("127.0.0.1", PROBE);
        assertThat(answer(first)).startsWith("HTTP/1.1 200");
        for (int i = 0; i < 256; i++) {
            open("127.0.0.1", "GET /livez HTTP/1.1\r\nX-Slow: ");
        }

        await().atMost(Duration.ofSeconds(30))
                .until(() -> first.getInputStream().read() < 0);

        assertThat(answer(other)).startsWith("HTTP/1.1 200");
        other.getOutputStream().write(PROBE.getBytes(StandardCharsets.US_ASCII));
        assertThat(answer(other)).startsWith("HTTP/1.1 200");
    }

    @Test
    void requestsThatAreSentBeforeTheAnswerEndTheConnection() throws IOException {
        String answers = node.raw(PROBE + PROBE + PROBE);

        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(2);
        assertThat(answers).contains("Connection: close");
    }

    @Test
    void aBodyThatDripsInIsGivenUpLongBeforeItsDeadline() throws IOException {
        String answer = node.raw("POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("{\"error\":\"the body did not come in time\"");
    }

    @Test
    void whoHasAllPlacesOfTheFeedGivesOneUpToAnotherAddress() throws IOException {
        for (int i = 0; i < 32; i++) {
            assertThat(answer(open("127.0.0.1", WATCH))).startsWith("HTTP/1.1 200");
        }

        assertThat(answer(open("127.0.0.1", WATCH))).startsWith("HTTP/1.1 503");
        assertThat(answer(open("127.0.0.2", WATCH))).startsWith("HTTP/1.1 200");
    }

    private Socket open(String from, String beginning) throws IOException {
        Socket socket = new Socket("127.0.0.1", node.port(), InetAddress.getByName(from), 0);
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What comes first; for these short answers, all of it. */
    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[8192];
        int length = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }
}
