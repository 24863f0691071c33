package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolHeaderSanitizerTest {
    private static final String INFO = "INFO {\"server_id\":\"a\"}\r\n";
    private static final String PLAIN = "MSG a.b 1 12\r\nHMSG x 1 2 3\r\nPING\r\n";
    private static final String GOOD = "NATS/1.0\r\nA: b\r\nC:\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
    void whatIsAsItShouldBePassesUnchangedHoweverItIsCut(int size) {
        String sent = INFO + PLAIN + message("a.b 1 ", GOOD, "payload") + "+OK\r\n"
                + message("_INBOX.1 1 ", "NATS/1.0 503\r\n\r\n", "")
                + message("_INBOX.1 1 ", "NATS/1.0 409 Consumer Deleted\r\nNats-Pending-Messages: 1\r\n\r\n", "")
                + message("a.b 1 $JS.ACK.x ", GOOD, "p\r\nMSG a 1 5\r\n")
                + message("a.b 1 $JS.ACK.x ", "NATS/1.0\r\n\r\n", "p") + "PONG\r\n";

        assertThat(passed(sent, size)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10_000})
    void bytesBeyondAsciiBecomeQuestionMarks(int size) {
        String sent = message("a.b 1 ", "NATS/1.0\r\nName: José\r\nNämé: b\r\n\r\n", "é");

        assertThat(passed(sent, size))
                .isEqualTo(message("a.b 1 ", "NATS/1.0\r\nName: Jos??\r\nN??m??: b\r\n\r\n", "é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\r\n",
                "NATS/1.0",
                "NATS/1.0\r\n",
                "HTTP/1.1\r\nA: b\r\n\r\n",
                "NATS/1.0\r\nno colon\r\n\r\n",
                "NATS/1.0\r\n: no name\r\n\r\n",
                "NATS/1.0\r\na name: b\r\n\r\n",
                "NATS/1.0\r\nA: b\r\n",
                "NATS/1.0\r\nA: b\rc\r\n\r\n",
                "NATS/1.0\r\nA: b\nc\r\n\r\n",
                "NATS/1.0\r\n\r\n\r\n",
                "NATS/1.0 503\r\n\r\n"
            })
    void aHeaderThatIsNoneIsLeftOut(String header) {
        String sent = PLAIN + message("a.b 1 $JS.ACK.x ", header, "payload") + "PING\r\n";

        for (int size : new int[] {1, 10_000}) {
            assertThat(passed(sent, size)).isEqualTo(PLAIN + "MSG a.b 1 $JS.ACK.x 7\r\npayload\r\nPING\r\n");
        }
    }

    @Test
    void aLineWithoutEndIsNotHeldForEver() {
        String endless = "x".repeat(200_000);

        assertThat(passed(endless, 1000)).hasSizeGreaterThan(100_000);
    }

    private static String message(String address, String header, String payload) {
        int size = header.getBytes(StandardCharsets.UTF_8).length;
        int total = size + payload.getBytes(StandardCharsets.UTF_8).length;
        return "HMSG " + address + size + " " + total + "\r\n" + header + payload + "\r\n";
    }

    private static String passed(String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ProtocolHeaderSanitizer guard = new ProtocolHeaderSanitizer();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += size) {
            out.writeBytes(guard.pass(bytes, at, Math.min(bytes.length, at + size)));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
