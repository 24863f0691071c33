package com.nimsforest.node.adapters.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.SampleHealthReports;
import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.ports.driving.NodeHealth;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HealthEndpointTest {
    private volatile NodeHealth health = SampleHealthReports::healthy;
    private final TestHttpServer node =
            TestHttpServer.with().health(() -> health.report()).start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void livenessNeverDependsOnNats() {
        health = SampleHealthReports::disconnected;

        HttpResponse<String> answer = node.get("/livez");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    @Test
    void livenessHoldsEvenWhenTheHealthCannotBeReported() {
        health = () -> {
            throw new IllegalStateException("on purpose");
        };

        assertThat(node.get("/livez").statusCode()).isEqualTo(200);
        assertThat(node.get("/healthz").statusCode()).isEqualTo(500);
    }

    @Test
    void aNodeThatCanKeepDataIsReady() {
        HttpResponse<String> answer = node.get("/readyz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ready\n");
    }

    @Test
    void aNodeThatCannotKeepDataSaysWhy() {
        health = SampleHealthReports::withoutStorage;

        HttpResponse<String> answer = node.get("/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("not ready: waiting for JetStream: it does not answer\n");
    }

    @Test
    void verboseReadinessListsTheChecks() {
        health = SampleHealthReports::withoutStorage;

        String checks = node.get("/readyz?verbose").body();

        assertThat(checks.lines())
                .containsExactly(
                        "[+] nats: UP",
                        "[-] jetstream: DOWN, waiting for JetStream: it does not answer",
                        "[+] cluster: UP",
                        "[+] pipeline: UP",
                        "not ready: waiting for JetStream: it does not answer");
    }

    @Test
    void aDegradedNodeIsReady() {
        health = SampleHealthReports::degraded;

        HttpResponse<String> answer = node.get("/readyz?verbose=true");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("[!] cluster: DEGRADED, 2 of 3 machines, missing: nats-3\n", "ready\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/health"})
    void theReportHasItsExactShape(String path) {
        JsonNode report = TestHttpServer.json(node.get(path));

        assertThat(report.propertyNames())
                .containsExactly("status", "node", "version", "ready", "at", "ageMs", "components");
        assertThat(report.at("/status").asString()).isEqualTo("UP");
        assertThat(report.at("/node").asString()).isEqualTo("nats-1");
        assertThat(report.at("/version").asString()).isEqualTo("0.1.0");
        assertThat(report.at("/components").propertyNames())
                .containsExactly("nats", "jetstream", "cluster", "pipeline");
        assertThat(report.at("/components/nats").propertyNames()).containsExactly("status", "details");
    }

    @Test
    void theDetailsOfTheConnectionAreReported() {
        JsonNode details = TestHttpServer.json(node.get("/healthz")).at("/components/nats/details");

        assertThat(details.toString())
                .isEqualTo("{\"state\":\"CONNECTED\",\"url\":\"nats://localhost:4222\",\"server\":\"nats-1\","
                        + "\"serverVersion\":\"2.15.3\",\"since\":\"2026-11-23T09:59:00Z\",\"reconnects\":3,"
                        + "\"rtt\":\"0.512ms\"}");
    }

    @Test
    void theDetailsOfStreamsAndClusterAreReported() {
        JsonNode components = TestHttpServer.json(node.get("/healthz")).at("/components");

        assertThat(components.at("/jetstream/details/streams/0").toString())
                .isEqualTo("{\"name\":\"RIVER\",\"replicas\":3,\"desired\":3,\"current\":3,\"leader\":\"nats-1\","
                        + "\"messages\":12}");
        assertThat(components.at("/jetstream/details").propertyNames())
                .containsExactly("available", "metaLeader", "streams", "diverged");
        assertThat(components.at("/jetstream/details/available").asBoolean()).isTrue();
        assertThat(components.at("/jetstream/details/metaLeader").asString()).isEqualTo("nats-2");
        assertThat(components.at("/cluster/details").toString())
                .isEqualTo(
                        "{\"mode\":\"mesh\",\"name\":\"forest\",\"expected\":3,\"connected\":[\"nats-2\",\"nats-3\"],"
                                + "\"missing\":[],\"quorum\":true,\"mayStillBeLost\":1}");
    }

    @Test
    void theDetailsOfThePipelineAreReported() {
        JsonNode details = TestHttpServer.json(node.get("/healthz")).at("/components/pipeline/details");

        assertThat(details.toString())
                .isEqualTo(
                        "{\"trees\":[\"payment-tree\"],\"nims\":[\"aftersales-nim\"],\"consumers\":[{\"stream\":\"RIVER\","
                                + "\"name\":\"trees\",\"pending\":5,\"unacknowledged\":2,\"redelivered\":0,\"stalled\":false}],"
                                + "\"deadLetters\":4}");
    }

    @Test
    void withoutAConnectionNoStorageIsAvailable() {
        health = SampleHealthReports::disconnected;

        JsonNode details = TestHttpServer.json(node.get("/healthz")).at("/components/jetstream/details");

        assertThat(details.at("/available").asBoolean()).isFalse();
        assertThat(details.at("/streams")).hasSize(2);
    }

    @Test
    void streamsWhoseReplicasDifferAreNamed() {
        health = SampleHealthReports::diverged;

        JsonNode details = TestHttpServer.json(node.get("/healthz")).at("/components/jetstream/details");

        assertThat(details.at("/diverged").toString()).isEqualTo("[\"HUMUS\"]");
    }

    @Test
    void aSingleNodeIsNoMesh() {
        health = SampleHealthReports::singleNode;

        JsonNode details = TestHttpServer.json(node.get("/healthz")).at("/components/cluster/details");

        assertThat(details.at("/mode").asString()).isEqualTo("single node");
        assertThat(details.at("/mayStillBeLost").asInt()).isZero();
    }

    @Test
    void theAgeOfTheViewIsStated() {
        JsonNode report = TestHttpServer.json(node.get("/healthz"));

        assertThat(report.at("/at").asString()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(report.at("/ageMs").asLong()).isEqualTo(1500);
    }

    @Test
    void aDegradedNodeIsFineUnlessOneIsStrict() {
        health = SampleHealthReports::degraded;

        assertThat(node.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(node.get("/healthz?strict=false").statusCode()).isEqualTo(200);
        assertThat(node.get("/healthz?strict=true").statusCode()).isEqualTo(503);
        assertThat(node.get("/health?strict=true").statusCode()).isEqualTo(503);
    }

    @Test
    void aComponentThatIsNotUpHasReasonAndHint() {
        health = SampleHealthReports::disconnected;

        HttpResponse<String> answer = node.get("/healthz");

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode report = TestHttpServer.json(answer);
        assertThat(report.at("/status").asString()).isEqualTo("DOWN");
        assertThat(report.at("/components/nats/reason").asString())
                .isEqualTo("not connected to nats://localhost:4222: the server went away");
        assertThat(report.at("/components/nats/hint").asString()).contains("nats-server");
        assertThat(report.at("/components/nats/since").asString()).isEqualTo("2026-11-23T09:59:00Z");
    }

    @Test
    void theHealthFormIsForThoseWhoAcceptIt() {
        HttpResponse<String> plain = node.get("/healthz");
        HttpResponse<String> health = node.get("/healthz", "Accept", "application/health+json");

        assertThat(plain.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(health.headers().firstValue("Content-Type")).hasValue("application/health+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/healthz", "/health"})
    void noProbeIsEverStored(String path) {
        assertThat(node.get(path).headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void theHeadOfAProbeHasItsStatusAndNoBody() {
        health = SampleHealthReports::disconnected;

        HttpResponse<String> answer = node.send(node.to("/readyz").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }
}
