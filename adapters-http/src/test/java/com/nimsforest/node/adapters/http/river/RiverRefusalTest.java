package com.nimsforest.node.adapters.http.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nimsforest.node.adapters.http.TestHttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before the river is asked. */
class RiverRefusalTest {
    private final RiverEndpointFixture river = new RiverEndpointFixture();

    @AfterEach
    void stop() {
        river.close();
    }

    @Test
    void twoDifferentIdsAreRefused() {
        HttpResponse<String> two = river.node().post("/river/a", "x", "Idempotency-Key", "k", "Nats-Msg-Id", "l");
        HttpResponse<String> twice = river.node().post("/river/a", "x", "Idempotency-Key", "k", "Idempotency-Key", "l");

        RiverEndpointFixture.assertRefused(two, 400, "more than one id");
        RiverEndpointFixture.assertRefused(twice, 400, "more than one id");
        assertThat(river.taken).isEmpty();
    }

    @Test
    void anIdThatIsTooLongOrBlankIsRefused() {
        HttpResponse<String> tooLong = river.node().post("/river/a", "x", "Idempotency-Key", "k".repeat(1025));
        HttpResponse<String> blank = river.node().post("/river/a", "x", "Idempotency-Key", "");

        RiverEndpointFixture.assertRefused(tooLong, 400, "longer than 1024");
        RiverEndpointFixture.assertRefused(blank, 400, "blank");
        assertThat(river.taken).isEmpty();
    }

    @Test
    void anIdThatNoHeaderOfNatsCanCarryIsRefused() throws IOException {
        String answer = river.node()
                .raw("POST /river/a HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: caf\u00e9\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("printable ASCII");
        assertThat(river.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/river",
                "/river/",
                "/river/a..b",
                "/river/.a",
                "/river/a.",
                "/river/a.*",
                "/river/%3E",
                "/river/a.%3E",
                "/river/a%20b",
                "/river/a%0d%0aPUB",
                "/river/a%00",
                "/river/a/b",
                "/river/a%2Fb",
                "/river/a/",
                "/river/%ff",
                "/river/%C3%28",
                "/river/river.",
                "/river/../soil"
            })
    void aBadSubjectIsRefused(String path) {
        HttpResponse<String> answer = river.node().post(path, "x");

        RiverEndpointFixture.assertRefused(answer, 400, "");
        assertThat(river.taken).isEmpty();
    }

    @Test
    void theRefusalSaysWhatIsWrongWithTheSubject() {
        RiverEndpointFixture.assertRefused(
                river.node().post("/river/a.*", "x"), 400, "subject has a wildcard: river.a.*");
        RiverEndpointFixture.assertRefused(river.node().post("/river/a/b", "x"), 400, "subject has a slash");
        RiverEndpointFixture.assertRefused(river.node().post("/river/", "x"), 400, "subject is empty");
        RiverEndpointFixture.assertRefused(
                river.node().post("/river/" + "s".repeat(2000), "x"), 400, "longer than 1024");
    }

    @Test
    void aBodyLargerThanTheServerTakesIsRefused() {
        HttpResponse<String> largest = river.node().post("/river/a", "x".repeat(1000));
        HttpResponse<String> larger = river.node().post("/river/a", "x".repeat(1001));
        HttpResponse<String> huge = river.node().post("/river/a", "x".repeat(3_000_000));

        assertThat(largest.statusCode()).isEqualTo(201);
        RiverEndpointFixture.assertRefused(larger, 413, "larger than 1000 bytes");
        RiverEndpointFixture.assertRefused(huge, 413, "larger than 1000 bytes");
        assertThat(river.taken).hasSize(1);
    }

    /** Nothing of it is sent: whoever waits for it waits for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000000000", "Expect: 100-continue\r\nContent-Length: 1001"})
    void aBodyThatIsDeclaredTooLargeIsRefusedBeforeItComes(String headers) {
        String answer = assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> river.node().raw("POST /river/a HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n"));

        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("Connection: close", "larger than 1000 bytes")
                .doesNotContain("100 Continue");
        assertThat(river.taken).isEmpty();
    }

    @Test
    void aBodyOfUnknownLengthIsMeasuredAsItComes() {
        byte[] large = new byte[1001];

        HttpResponse<String> answer = river.node()
                .send(river.node()
                        .to("/river/a")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        RiverEndpointFixture.assertRefused(answer, 413, "larger than 1000 bytes");
    }

    @Test
    void withATokenOnlyThoseWhoShowItMayPost() {
        river.restart(TestHttpServer.with().token("open-sesame"));

        HttpResponse<String> without = river.node().post("/river/a", "x");
        HttpResponse<String> wrong = river.node().post("/river/a", "x", "Authorization", "Bearer open-sesam");
        HttpResponse<String> other = river.node().post("/river/a", "x", "Authorization", "Basic open-sesame");

        RiverEndpointFixture.assertRefused(without, 401, "a token is needed");
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"nimsforest\"");
        RiverEndpointFixture.assertRefused(wrong, 401, "the token is wrong");
        assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"nimsforest\", error=\"invalid_token\"");
        RiverEndpointFixture.assertRefused(other, 401, "a token is needed");
        assertThat(river.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer open-sesame", "bearer open-sesame", "Bearer  open-sesame "})
    void theRightTokenOpens(String authorization) {
        river.restart(TestHttpServer.with().token("open-sesame"));

        HttpResponse<String> answer = river.node().post("/river/a", "x", "Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void theTokenComesBeforeEverythingElse() {
        river.restart(TestHttpServer.with().token("open-sesame"));

        RiverEndpointFixture.assertRefused(
                river.node().post("/river/a..b", "x".repeat(2000)), 401, "a token is needed");
    }
}
