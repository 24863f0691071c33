package com.nimsforest.node.adapters.http.river;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.message.MessageId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the headers of a post mean: how its body is written, which delivery it is, and which method it has. */
class RiverHeadersTest {
    private static final String GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

    private final RiverEndpointFixture river = new RiverEndpointFixture();

    @AfterEach
    void stop() {
        river.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "zstd", "identity, gzip", "x", "GZIP"})
    void aBodyThatIsEncodedIsRefused(String encoding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("{}".getBytes());
        }

        HttpResponse<String> answer = river.node()
                .send(river.node()
                        .to("/river/a")
                        .header("Content-Encoding", encoding)
                        .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));

        RiverEndpointFixture.assertRefused(answer, 415, "the body is encoded");
        assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
        assertThat(river.taken).isEmpty();
    }

    /** The server itself reads chunks only, and takes what is in them for the body. */
    @ParameterizedTest
    @CsvSource({"'gzip, chunked',415", "'identity, chunked',415", "chunked,201", "CHUNKED,201"})
    void aBodyThatIsEncodedForItsTransferIsRefused(String encoding, int status) throws IOException {
        String answer = river.node()
                .raw("POST /river/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: " + encoding
                        + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(river.taken).hasSize(status == 201 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", " "})
    void aBodyThatIsNotEncodedIsTaken(String encoding) {
        assertThat(river.node()
                        .post("/river/a", "{}", "Content-Encoding", encoding)
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-GitHub-Delivery",
                "x-github-delivery",
                "X-Gitlab-Event-UUID",
                "webhook-id",
                "svix-id",
                "X-Shopify-Webhook-Id"
            })
    void theDeliveryOfAKnownSenderIsItsId(String header) {
        river.node().post("/river/a", "x", header, GUID);
        river.node().post("/river/a", "x", header, GUID);
        river.node().post("/river/b", "x", header, GUID);

        assertThat(river.taken.get(0).id())
                .isPresent()
                .isEqualTo(river.taken.get(1).id());
        assertThat(river.taken.get(2).id())
                .isPresent()
                .isNotEqualTo(river.taken.get(0).id());
    }

    @Test
    void whatTheCallerNamesForThisNodeCountsFirst() {
        river.node().post("/river/a", "x", "X-GitHub-Delivery", GUID, "Idempotency-Key", "mine");

        assertThat(river.taken.get(0).id()).contains(MessageId.given("mine"));
    }

    @ParameterizedTest
    @CsvSource({
        "X-GitHub-Delivery, 1",
        "X-GitHub-Delivery, 'a b c d e f g h'",
        "X-Request-Id, 72d3162e-cc78-11e3-81ab-4c9367dc0958"
    })
    void whatNamesNoDeliveryIsNoIdAndNoReasonToRefuse(String header, String value) {
        assertThat(river.node().post("/river/a", "x", header, value).statusCode())
                .isEqualTo(201);
        assertThat(river.taken.get(0).id()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "x-http-method-override"})
    void theMethodIsThatOfTheFirstLine(String header) {
        HttpResponse<String> read = river.node().get("/river/a", header, "POST");
        HttpResponse<String> post = river.node().post("/river/a", "x", header, "GET");

        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(post.statusCode()).isEqualTo(201);
        assertThat(river.taken).hasSize(1);
    }

    @Test
    void aConnectionThatIsKeptSaysForHowLong() throws IOException {
        String response = river.node()
                .raw("POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"
                        + "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response).containsOnlyOnce("Keep-Alive: timeout=30");
    }
}
