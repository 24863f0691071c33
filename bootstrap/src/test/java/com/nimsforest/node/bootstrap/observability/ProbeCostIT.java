package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Probes cost NATS nothing, and do not wait for it. */
@Timeout(120)
class ProbeCostIT {
    private static final Path LOAD =
            Path.of("..", "ops", "test", "ProbeLoad.java").toAbsolutePath().normalize();
    private static final Pattern LATENCIES = Pattern.compile("p50 (\\d+\\.\\d+) ms, p99 (\\d+\\.\\d+) ms");
    private static final List<String> PROBES = List.of("/healthz", "/readyz?verbose", "/livez", "/status", "/metrics");
    private static final int ROUNDS = 200;
    private static final double QUICK = 5;

    /** The machine does other things at the same time, more or less of them: so beside what the same load took before. */
    private static final double TIMES_AS_LONG = 3;

    /** Who waited for NATS would wait for a second and more. */
    private static final double WITHOUT_WAITING = 300;

    private record Taken(double p50, double p99, String output) {}

    private static NodeProcess beside(NatsServer server) {
        return NodeProcess.run(Map.of(
                        "NATS_URL", server.url(),
                        "NATS_MONITOR_URL", server.monitorUrl().toString()))
                .awaitReady();
    }

    @Test
    void noProbeAsksNats() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server)) {
            long begin = System.nanoTime();
            long before = messagesTo(server);
            for (int round = 0; round < ROUNDS; round++) {
                PROBES.forEach(probe -> assertThat(node.status(probe)).isEqualTo(200));
            }
            long asked = messagesTo(server) - before;
            double seconds = (System.nanoTime() - begin) / 1e9;

            // What the node asks by itself, every second, and not one for each of the thousand probes.
            assertThat(asked).isLessThan(ROUNDS + (long) (seconds * 60));
        }
    }

    private static long messagesTo(NatsServer server) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.monitorUrl().resolve("/varz")).build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new JsonMapper().readTree(body).path("in_msgs").asLong();
    }

    @Test
    void probesOnManyConnectionsAreAnsweredAtOnceWhileNatsStandsStill() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server)) {
            URI health = node.uri("/healthz");
            Taken before = load(health, "64", "1000", "250");
            server.freeze();

            Taken frozen = load(health, "64", "1000", "250");

            assertThat(frozen.p50())
                    .as("%s, and before: %s", frozen.output(), before.output())
                    .isLessThan(Math.max(QUICK, TIMES_AS_LONG * before.p50()));
            assertThat(frozen.p99()).as(frozen.output()).isLessThan(WITHOUT_WAITING);
            server.thaw();
        }
    }

    private static Taken load(URI address, String... more) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                LOAD.toString(),
                address.toString());
        builder.command().addAll(List.of(more));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Matcher millis = LATENCIES.matcher(output);
        assertThat(millis.find()).as(output).isTrue();
        return new Taken(Double.parseDouble(millis.group(1)), Double.parseDouble(millis.group(2)), output);
    }
}
