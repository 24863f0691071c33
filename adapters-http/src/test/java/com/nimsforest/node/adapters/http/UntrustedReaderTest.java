package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What those may read who are not on this machine and show no token. */
class UntrustedReaderTest {
    private static final List<String> TELLING =
            List.of("nats-", "localhost", "2.15.3", "0.1.0", "went away", "missing", "RIVER");

    private TestHttpServer node = TestHttpServer.with()
            .health(SampleHealthReports::disconnected)
            .openToOthers()
            .token("open-sesame")
            .start();

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/readyz?verbose", "/healthz", "/health?strict=true"})
    void aProbeNeedsNoTokenForItsStatus(String path) {
        HttpResponse<String> stranger = node.get(path);
        HttpResponse<String> friend = node.get(path, "Authorization", "Bearer open-sesame");

        assertThat(stranger.statusCode()).isEqualTo(friend.statusCode());
        assertThat(TELLING).noneMatch(stranger.body()::contains);
    }

    @Test
    void aStrangerHearsHowEachComponentIsAndHowToHearMore() {
        JsonNode report = TestHttpServer.json(node.get("/healthz"));

        assertThat(report.propertyNames()).containsExactly("status", "ready", "at", "ageMs", "components", "withheld");
        assertThat(report.at("/components").toString())
                .isEqualTo("{\"nats\":{\"status\":\"DOWN\"},\"jetstream\":{\"status\":\"DOWN\"},"
                        + "\"cluster\":{\"status\":\"UP\"},\"pipeline\":{\"status\":\"UP\"}}");
        assertThat(report.at("/withheld").asString()).contains("NIMSFOREST_HTTP_TOKEN");
    }

    @Test
    void whoShowsTheTokenReadsAll() {
        String bearer = "bearer open-sesame";

        assertThat(TestHttpServer.json(node.get("/healthz", "Authorization", bearer))
                        .at("/components/nats/reason"))
                .hasToString("\"not connected to nats://localhost:4222: the server went away\"");
        assertThat(node.get("/readyz", "Authorization", bearer).body()).contains("the server went away");
        assertThat(node.get("/status", "Authorization", bearer).statusCode()).isEqualTo(200);
        assertThat(node.get("/metrics", "Authorization", bearer).statusCode()).isEqualTo(200);
        assertThat(node.get("/soil/a", "Authorization", bearer).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/metrics", "/soil/a"})
    void whatTellsOfTheForestNeedsTheToken(String path) {
        HttpResponse<String> without = node.get(path);
        HttpResponse<String> wrong = node.get(path, "Authorization", "Bearer open");

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"nimsforest\"");
        assertThat(TestHttpServer.json(without).at("/hint").asString()).contains("NIMSFOREST_HTTP_TOKEN");
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void whereNoTokenIsSetNobodyReadsOfTheMachinesAndTheRestIsOpen() {
        restart(TestHttpServer.with().health(SampleHealthReports::disconnected).openToOthers());

        assertThat(node.get("/healthz", "Authorization", "Bearer open-sesame").body())
                .contains("withheld");
        assertThat(node.get("/status").statusCode()).isEqualTo(401);
        assertThat(node.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(node.get("/soil/a").statusCode()).isEqualTo(404);
    }

    @Test
    void onThisMachineReadingNeedsNoTokenWhileNoneIsSet() {
        restart(TestHttpServer.with());

        assertThat(node.get("/healthz").body()).contains("nats-1");
        assertThat(node.get("/status").statusCode()).isEqualTo(200);
        assertThat(node.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(node.get("/soil/a").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/metrics", "/soil/a", "/events"})
    void aTokenProtectsWhatIsReadOnThisMachineToo(String path) {
        restart(TestHttpServer.with().token("open-sesame"));

        assertThat(node.get(path).statusCode()).isEqualTo(401);
        assertThat(node.get(path, "Authorization", "Bearer open").statusCode()).isEqualTo(401);
        assertThat(node.get("/healthz").body()).contains("withheld").doesNotContain("nats-1");
    }

    private void restart(TestHttpServer.Builder other) {
        node.close();
        node = other.start();
    }
}
