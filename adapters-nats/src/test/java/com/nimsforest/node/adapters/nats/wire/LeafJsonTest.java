package com.nimsforest.node.adapters.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafJsonTest {
    private static final String TIME = "2026-11-23T23:21:36.087802027Z";

    @Test
    void theLeafOfAGoNodeIsRead() {
        Leaf leaf = read("{\"subject\":\"payment.completed\",\"data\":{\"amount\":150},\"source\":\"payment-tree\","
                + "\"ts\":\"" + TIME + "\"}");

        assertThat(leaf)
                .isEqualTo(new Leaf(
                        Subject.of("payment.completed"),
                        JsonPayload.of("{\"amount\":150}"),
                        "payment-tree",
                        Instant.parse(TIME)));
    }

    @Test
    void whatIsWrittenHasTheNamesThatGoReads() {
        Leaf leaf = leaf(JsonPayload.of("{\"a\":1}"));

        String text = new String(LeafJson.write(leaf), StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo("{\"subject\":\"payment.completed\",\"data\":{\"a\":1},\"source\":\"payment-tree\",\"ts\":\""
                        + TIME + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"z\":1,\"a\":{\"y\":[1,2,{}],\"b\":\"}\\\"{\"}}",
                "[12345678901234567890,1.10,-0.0,1e400,1E-7]",
                "12345678901234567890",
                "1.10",
                "\"<b>&\\u2028 \\\\ é 🌲\"",
                "\"\"",
                "true",
                "false",
                "null",
                "[]",
                "{ \"spaced\" : [ 1 , 2 ] }"
            })
    void dataComesOutAsItWentIn(String data) {
        Leaf leaf = leaf(JsonPayload.of(data));

        Leaf back = LeafJson.read(LeafJson.write(leaf));

        assertThat(back).isEqualTo(leaf);
    }

    @Test
    void namesInAnyCaseAndUnknownOnesAreNoObstacle() {
        Leaf leaf = read(
                "{\"Extra\":{\"subject\":\"no\"},\"SUBJECT\":\"a.b\",\"Data\" : 1.10 ,\"sOURCE\":\"s\",\"more\":[[]],"
                        + "\"TS\":\"" + TIME + "\"}");

        assertThat(leaf).isEqualTo(new Leaf(Subject.of("a.b"), JsonPayload.of("1.10"), "s", Instant.parse(TIME)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T23:21:36Z, 2026-11-23T23:21:36Z",
        "2026-11-23T23:21:36.5Z, 2026-11-23T23:21:36.500Z",
        "2026-11-24T01:21:36.087802027+02:00, 2026-11-23T23:21:36.087802027Z",
        "2026-11-23T17:51:36.1-05:30, 2026-11-23T23:21:36.1Z",
        "2026-11-23T23:21:36+23:59, 2026-11-22T23:22:36Z"
    })
    void timesWithAnyOffsetAndFractionAreInstants(String text, String instant) {
        Leaf leaf = read("{\"subject\":\"a\",\"data\":null,\"source\":\"\",\"ts\":\"%s\"}".formatted(text));

        assertThat(leaf.time()).isEqualTo(Instant.parse(instant));
    }

    @Test
    void aPayloadLargerThanTheBuffersOfTheReaderKeepsItsEdges() {
        String data = "{\"long\":\"" + "é🌲x".repeat(30_000) + "\",\"last\":[1.10]}";

        Leaf back = LeafJson.read(LeafJson.write(leaf(JsonPayload.of(data))));

        assertThat(back.data().text()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "null",
                "{\"subject\":\"a\"",
                "{\"data\":1,\"source\":\"s\",\"ts\":\"" + TIME + "\"}",
                "{\"subject\":\"a\",\"source\":\"s\",\"ts\":\"" + TIME + "\"}",
                "{\"subject\":\"a\",\"data\":1,\"ts\":\"" + TIME + "\"}",
                "{\"subject\":\"a\",\"data\":1,\"source\":\"s\"}",
                "{\"subject\":null,\"data\":1,\"source\":\"s\",\"ts\":\"" + TIME + "\"}",
                "{\"subject\":7,\"data\":1,\"source\":\"s\",\"ts\":\"" + TIME + "\"}",
                "{\"subject\":\"a b\",\"data\":1,\"source\":\"s\",\"ts\":\"" + TIME + "\"}",
                "{\"subject\":\"a\",\"data\":01,\"source\":\"s\",\"ts\":\"" + TIME + "\"}",
                "{\"subject\":\"a\",\"data\":1,\"source\":\"s\",\"ts\":\"2026-11-23T23:21:36\"}",
                "{\"subject\":\"a\",\"data\":1,\"source\":\"s\",\"ts\":\"2026-13-23T23:21:36Z\"}",
                "{\"subject\":\"a\",\"data\":1,\"source\":\"s\",\"ts\":\"yesterday\"}",
                "{\"subject\":\"a\",\"data\":1,\"source\":\"s\",\"ts\":1790000000}",
                "{\"subject\":\"a\",\"data\":1,\"source\":\"s\",\"ts\":\"" + TIME + "\"} {}"
            })
    void whatIsNoLeafIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(WireFormatException.class);
    }

    @Test
    void aThousandsFoldNestingIsRefusedWithoutHarm() {
        assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(WireFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "1 2", "nope", "{\"a\":1},\"subject\":\"other\"", "\"open"})
    void dataThatIsNotJsonIsNeverSent(String data) {
        Leaf leaf = leaf(JsonPayload.of(data));

        assertThatThrownBy(() -> LeafJson.write(leaf)).isInstanceOf(RejectedInputException.class);
    }

    private static Leaf leaf(JsonPayload data) {
        return new Leaf(Subject.of("payment.completed"), data, "payment-tree", Instant.parse(TIME));
    }

    private static Leaf read(String text) {
        return LeafJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
