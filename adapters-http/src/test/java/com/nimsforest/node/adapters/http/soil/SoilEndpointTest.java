package com.nimsforest.node.adapters.http.soil;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.SampleHealthReports;
import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.ports.driving.SoilView;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoilEndpointTest {
    private static final String VALUE = "{\"amount\": 1.10,\n  \"name\":\"Zoë <&>\", \"big\":12345678901234567890}";

    private volatile SoilView soil = SoilEndpointTest::entry;
    private final TestHttpServer node =
            TestHttpServer.with().soil(key -> soil.find(key)).start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theValueComesByteForByteWithItsRevision() {
        HttpResponse<String> answer = node.get("/soil/task-1", "Accept-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(VALUE);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"42\"");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "/soil/a/b.c, a/b.c",
        "/soil/a%2Fb, a/b",
        "/soil/a%2fb%2Ec, a/b.c",
        "/soil/a//b, a//b",
        "/soil/a/, a/",
        "/soil/task_1=x-y, task_1=x-y",
        "/soil/task%3D1, task=1",
        "/soil/river, river"
    })
    void theKeyIsWhatStandsInThePath(String path, String key) {
        soil = asked -> asked.value().equals(key) ? entry(asked) : Optional.empty();

        HttpResponse<String> answer = node.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/soil/",
                "/soil",
                "/soil/.a",
                "/soil/a.",
                "/soil/a..b",
                "/soil/a+b",
                "/soil/a%20b",
                "/soil/a%00b",
                "/soil/%ff",
                "/soil/%3E",
                "/soil/*",
                "/soil/a;b=c",
                "/soil/%2e%2e/livez"
            })
    void aKeyThatCannotBeIsRefused(String path) {
        HttpResponse<String> answer = node.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHttpServer.json(answer).propertyNames()).containsExactly("error", "hint");
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        HttpResponse<String> longest = node.get("/soil/" + "k".repeat(900));
        HttpResponse<String> longer = node.get("/soil/" + "k".repeat(901));

        assertThat(longest.statusCode()).isEqualTo(200);
        assertThat(longer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"42\"", "W/\"42\"", "\"1\", \"42\"", "*"})
    void whatTheCallerHasIsNotSentAgain(String known) {
        HttpResponse<String> answer = node.get("/soil/task-1", "If-None-Match", known);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"42\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"41\"", "42", "\"420\""})
    void whatHasChangedIsSent(String known) {
        HttpResponse<String> answer = node.get("/soil/task-1", "If-None-Match", known);

        assertThat(answer.body()).isEqualTo(VALUE);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        soil = key -> Optional.empty();

        HttpResponse<String> answer = node.get("/soil/task-9");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(TestHttpServer.json(answer).at("/error").asString()).isEqualTo("no entity task-9");
    }

    @Test
    void withoutNatsTheCallerIsToldToComeBack() {
        soil = key -> {
            throw new SidecarUnavailableException("not connected");
        };

        HttpResponse<String> answer = node.get("/soil/task-1");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(TestHttpServer.json(answer).at("/error").asString()).isEqualTo("not connected");
    }

    @Test
    void aSoilThatDoesNotAnswerIsUnavailable() {
        soil = key -> {
            throw new StorageUnavailableException("SOIL does not answer");
        };

        assertThat(node.get("/soil/task-1").statusCode()).isEqualTo(503);
    }

    @Test
    void anUnexpectedFailureIsNotShownOutside() {
        soil = key -> {
            throw new IllegalStateException("secret of the house");
        };

        HttpResponse<String> answer = node.get("/soil/task-1");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").contains("\"error\"", "\"hint\"");
    }

    @Test
    void theHeadHasTheStatusAndTheTag() {
        HttpResponse<String> answer = node.send(node.to("/soil/task-1").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"42\"");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{", "{} {}", "", "{\"a\":1,}", "<script>alert(1)</script>", "NaN", "'a'"})
    void whatIsNotJsonIsNotCalledSo(String value) {
        soil = key -> entry(key, value);

        HttpResponse<String> answer = node.get("/soil/task-1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(value);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1E+2147483648", "\"\\ud83d\"", " [1, {\"a\": []}]\n"})
    void whateverIsJsonIs(String value) {
        soil = key -> entry(key, value);

        assertThat(node.get("/soil/task-1").headers().firstValue("Content-Type"))
                .hasValue("application/json");
    }

    private static Optional<SoilEntry> entry(EntityKey key) {
        return entry(key, VALUE);
    }

    private static Optional<SoilEntry> entry(EntityKey key, String value) {
        return Optional.of(
                new SoilEntry(key, JsonPayload.of(value), Revision.of(42), HumusSlot.none(), SampleHealthReports.AT));
    }
}
