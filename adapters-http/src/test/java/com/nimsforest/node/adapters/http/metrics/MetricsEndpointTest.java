package com.nimsforest.node.adapters.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.SampleForestStatuses;
import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1";
    private static final Pattern SAMPLE = Pattern.compile("([a-z][a-z0-9_]*)(\\{[^}]*})? (\\S+)");

    private TestHttpServer node = TestHttpServer.with().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void prometheusTextIsTheDefault() {
        HttpResponse<String> answer = node.get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void openMetricsComesToThoseWhoAcceptIt() {
        HttpResponse<String> answer = node.get("/metrics", "Accept", OPEN_METRICS);

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE nats_reconnect counter\n");
    }

    @Test
    void theSpecifiedThreeHaveTheirExactNamesAndTypes() {
        String text = node.get("/metrics").body();

        assertThat(text)
                .contains("# TYPE nats_connection_status gauge\nnats_connection_status 1.0\n")
                .contains("# TYPE nats_reconnect_total counter\nnats_reconnect_total 3.0\n")
                .contains("# TYPE nats_cluster_peers gauge\nnats_cluster_peers 2.0\n");
    }

    @Test
    void theConnectionStatusFallsToZeroWhenTheConnectionIsLost() {
        restart(TestHttpServer.with().status(SampleForestStatuses::disconnected));

        assertThat(samples("/metrics"))
                .containsEntry("nats_connection_status", "0.0")
                .containsEntry("nimsforest_ready", "0.0");
    }

    @Test
    void everyCountIsThereAtZeroFromTheStart() {
        Map<String, String> samples = samples("/metrics");

        assertThat(Stream.of(Count.values()).map(MetricsEndpointTest::counter))
                .allSatisfy(name -> assertThat(samples).containsEntry(name, "0.0"));
    }

    @Test
    void everyCountCounts() {
        Stream.of(Count.values()).forEach(count -> node.instruments.add(count, 2));

        Map<String, String> samples = samples("/metrics");

        assertThat(Stream.of(Count.values()).map(MetricsEndpointTest::counter))
                .allSatisfy(name -> assertThat(samples).containsEntry(name, "2.0"));
    }

    @Test
    void hopsAreHistograms() {
        node.instruments.begin(Hop.TREE).end();

        Map<String, String> samples = samples("/metrics");

        assertThat(samples)
                .containsEntry("nimsforest_hop_duration_seconds_count{hop=\"tree\"}", "1")
                .containsEntry("nimsforest_hop_duration_seconds_bucket{hop=\"tree\",le=\"30.0\"}", "1")
                .containsEntry("nimsforest_hop_duration_seconds_count{hop=\"river_store\"}", "0");
    }

    @Test
    void aPassageThatIsNeverEndedIsNeverRecorded() {
        node.instruments.begin(Hop.NIM);

        assertThat(samples("/metrics")).containsEntry("nimsforest_hop_duration_seconds_count{hop=\"nim\"}", "0");
    }

    @Test
    void streamsAndConsumersHaveOneRowEach() {
        samples("/metrics");

        assertThat(samples("/metrics"))
                .containsEntry("nats_stream_replicas{stream=\"RIVER\"}", "3.0")
                .containsEntry("nats_stream_messages{stream=\"HUMUS\"}", "12.0")
                .containsEntry("nats_consumer_pending{consumer=\"trees\",stream=\"RIVER\"}", "5.0")
                .containsEntry("nimsforest_dead_letters_waiting", "4.0");
    }

    @Test
    void theStateOfTheConnectionIsOneOfAll() {
        assertThat(samples("/metrics"))
                .containsEntry("nats_connection_state{state=\"connected\"}", "1.0")
                .containsEntry("nats_connection_state{state=\"reconnecting\"}", "0.0")
                .containsEntry("nats_connection_state{state=\"connecting\"}", "0.0")
                .containsEntry("nats_connection_state{state=\"closed\"}", "0.0")
                .containsEntry("nats_connection_round_trip_seconds", "5.12E-4");
    }

    @Test
    void eachComponentHasItsHealth() {
        restart(TestHttpServer.with().status(SampleForestStatuses::degraded));

        assertThat(samples("/metrics"))
                .containsEntry("nimsforest_health_status{component=\"cluster\"}", "1.0")
                .containsEntry("nimsforest_health_status{component=\"nats\"}", "0.0")
                .containsEntry("nimsforest_problem{kind=\"machines_missing\"}", "1.0")
                .containsEntry("nimsforest_problem{kind=\"not_connected\"}", "0.0")
                .containsEntry("nats_cluster_peers", "1.0")
                .containsEntry("nats_cluster_expected", "3.0")
                .containsEntry("nats_cluster_quorum", "1.0")
                .containsEntry("nats_cluster_meta_leader", "1.0");
    }

    @Test
    void whatNobodyCanTellIsNotTakenForALoss() {
        restart(TestHttpServer.with().status(SampleForestStatuses::withoutMonitoring));

        assertThat(samples("/metrics"))
                .containsEntry("nats_cluster_quorum", "NaN")
                .containsEntry("nats_cluster_meta_leader", "NaN");
    }

    @Test
    void eachReplicaHasItsLagAndEachStreamWhetherItsReplicasDiffer() {
        restart(TestHttpServer.with().status(SampleForestStatuses::laggingReplica));

        assertThat(samples("/metrics"))
                .containsEntry("nats_stream_replica_lag{server=\"nats-3\",stream=\"RIVER\"}", "250.0")
                .containsEntry("nats_stream_replica_lag{server=\"nats-1\",stream=\"RIVER\"}", "0.0")
                .containsEntry("nats_stream_diverged{stream=\"HUMUS\"}", "1.0")
                .containsEntry("nats_stream_diverged{stream=\"RIVER\"}", "0.0");
    }

    @Test
    void aConsumerTellsHowMuchOfItsTimeTheOldestMessageHasUsed() {
        assertThat(samples("/metrics"))
                .containsEntry("nats_consumer_redelivered{consumer=\"trees\",stream=\"RIVER\"}", "1.0")
                .containsEntry("nats_consumer_oldest_seconds{consumer=\"trees\",stream=\"RIVER\"}", "30.0")
                .containsEntry("nats_consumer_retention_used_ratio{consumer=\"trees\",stream=\"RIVER\"}", "0.25");
    }

    @Test
    void theDiskAndTheCertificatesOfThisMachineAreReported() {
        assertThat(samples("/metrics"))
                .containsEntry("nats_jetstream_stored_bytes", "3000000.0")
                .containsEntry("nats_jetstream_storable_bytes", "1.0E10")
                .containsEntry("nats_certificate_expiry_timestamp_seconds{certificate=\"server\"}", "1.80144E9")
                .containsEntry("nats_certificate_expiry_timestamp_seconds{certificate=\"client\"}", "1.80144E9");
    }

    @Test
    void noLabelHoldsASubjectAnIdOrAnErrorText() {
        restart(TestHttpServer.with().status(SampleForestStatuses::laggingReplica));

        assertThat(samples("/metrics").keySet().stream()
                        .filter(name -> name.contains("{") && !name.startsWith("jvm_"))
                        .flatMap(
                                name -> Stream.of(name.replaceAll(".*\\{|}", "").split(",")))
                        .map(label -> label.replaceAll("=.*", "")))
                .isSubsetOf(
                        "hop",
                        "kind",
                        "le",
                        "outcome",
                        "component",
                        "state",
                        "stream",
                        "consumer",
                        "handler",
                        "server",
                        "version",
                        "certificate");
    }

    @Test
    void theJvmAndTheBuildAreMeasured() {
        assertThat(samples("/metrics"))
                .containsEntry("nimsforest_build_info{version=\"0.1.0\"}", "1")
                .containsKeys("jvm_threads_live_threads", "process_cpu_seconds_total", "process_start_time_seconds");
    }

    @Test
    void eachFamilyOfTheTextFormPassesTheRulesOfPromtool() {
        assertThat(MetricsLint.of(node.get("/metrics").body(), "_total")).isEmpty();
    }

    @Test
    void eachFamilyOfOpenMetricsPassesTheRulesOfPromtool() {
        assertThat(MetricsLint.of(node.get("/metrics", "Accept", OPEN_METRICS).body(), ""))
                .isEmpty();
    }

    private void restart(TestHttpServer.Builder other) {
        node.close();
        node = other.start();
    }

    private Map<String, String> samples(String path) {
        Map<String, String> samples = new TreeMap<>();
        node.get(path).body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            String labels = sample.group(2) == null ? "" : sample.group(2);
            assertThat(samples.put(sample.group(1) + labels, sample.group(3)))
                    .as("twice: " + line)
                    .isNull();
        });
        return samples;
    }

    private static String counter(Count count) {
        String labels = MetricCounterNames.tags(count).stream()
                .map(tag -> "{" + tag.getKey() + "=\"" + tag.getValue() + "\"}")
                .collect(Collectors.joining());
        return MetricCounterNames.of(count).replace('.', '_').toLowerCase(Locale.ROOT) + "_total" + labels;
    }
}
