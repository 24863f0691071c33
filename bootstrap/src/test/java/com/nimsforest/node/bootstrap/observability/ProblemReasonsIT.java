package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Problems that other clients and settings make on a real server, each told in the words that the runbook has for its kind. */
@Timeout(300)
class ProblemReasonsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PAYMENT = "{\"id\":\"evt_%d\",\"type\":\"charge.succeeded\",\"data\":{\"object\":"
            + "{\"customer\":\"c1\",\"amount\":15000,\"currency\":\"usd\"}}}";

    @Test
    void whatOthersDoIsToldInTheWordsOfTheRunbook(@TempDir Path plugins) throws Exception {
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        try (NatsServer server = NatsServer.builder()
                        .line(denying("\"deadletter.>\""))
                        .line("no_auth_user: node")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server, "NIMSFOREST_PLUGINS", plugins.toString())
                        .awaitReady();
                Connection other = Nats.connect(server.url())) {
            ObservedNode observed = new ObservedNode(node);
            JetStreamManagement streams = other.jetStreamManagement();
            isTold(observed, "plugin_not_used");

            await().atMost(SOON).until(() -> consumer(streams, "LEAVES", "entity-customer-nim") != null);
            streams.pauseConsumer(
                    "LEAVES",
                    consumer(streams, "LEAVES", "entity-customer-nim"),
                    ZonedDateTime.now().plusHours(1));
            for (int number = 0; number < 3; number++) {
                post(node, PAYMENT.formatted(number));
            }
            post(node, "not JSON");
            isTold(observed, "subject_forbidden");
            isTold(observed, "consumer_paused");

            edit(streams, "LEAVES", leaves -> leaves.maxMessages(4));
            edit(streams, "RIVER", river -> river.discardPolicy(DiscardPolicy.Old));
            limit(streams, "RIVER", "trees", trees -> trees.maxAckPending(1L));
            limit(streams, "HUMUS", "soil", soil -> soil.maxBatch(10));
            isTold(observed, "consumer_nearly_dropped");
            isTold(observed, "consumer_at_limit");
            isTold(observed, "consumer_batch_limited");
            isTold(observed, "stream_discards_old");
            isTold(observed, "stream_differs_from_plan");

            server.configure(denying("\"deadletter.>\", \"river.>\""), "no_auth_user: node")
                    .reload();
            await().atMost(SOON)
                    .until(() -> node.post("/river/stripe.webhook", "{}").statusCode() == 503);
            isTold(observed, "input_forbidden");
            assertThat(node.status("/readyz")).isEqualTo(503);
        }
    }

    @Test
    void aStreamThatMayNotBeMadeAndOneThatIsSealedAreTold() throws Exception {
        try (NatsServer server = NatsServer.builder()
                        .jetStreamOptions("limits { duplicate_window: \"1m\" }")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server)) {
            isTold(new ObservedNode(node), "stream_not_allowed");
        }
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection other = Nats.connect(server.url())) {
            edit(other.jetStreamManagement(), "DEADLETTER", StreamConfiguration.Builder::seal);
            isTold(new ObservedNode(node), "stream_sealed");
        }
    }

    private static void post(NodeProcess node, String body) {
        await().atMost(SOON)
                .until(() -> node.post("/river/stripe.webhook", body).statusCode() == 201);
    }

    private static String denying(String subjects) {
        return "authorization { users: [ { user: node, password: node, permissions: { publish: { deny: [" + subjects
                + "] } } } ] }";
    }

    private static String consumer(JetStreamManagement streams, String stream, String name)
            throws IOException, JetStreamApiException {
        return streams.getStreamNames().contains(stream)
                ? streams.getConsumerNames(stream).stream()
                        .filter(durable -> durable.startsWith(name + "-"))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static void edit(
            JetStreamManagement streams, String stream, UnaryOperator<StreamConfiguration.Builder> change)
            throws IOException, JetStreamApiException {
        streams.updateStream(change.apply(StreamConfiguration.builder(
                        streams.getStreamInfo(stream).getConfiguration()))
                .build());
    }

    private static void limit(
            JetStreamManagement streams,
            String stream,
            String name,
            UnaryOperator<ConsumerConfiguration.Builder> change)
            throws IOException, JetStreamApiException {
        ConsumerConfiguration present =
                streams.getConsumerInfo(stream, consumer(streams, stream, name)).getConsumerConfiguration();
        streams.addOrUpdateConsumer(
                stream, change.apply(ConsumerConfiguration.builder(present)).build());
    }

    private static void isTold(ObservedNode observed, String kind) {
        await(kind)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(problem(observed, kind))
                        .as(observed.status().path("problems").toString())
                        .isNotNull());
        JsonNode problem = problem(observed, kind);
        assertThat(problem.path("reason").asString()).isEqualTo(words(problem));
        assertThat(observed.metric("nimsforest_problem{kind=\"" + kind + "\"}")).isGreaterThanOrEqualTo(1);
    }

    private static JsonNode problem(ObservedNode observed, String kind) {
        for (JsonNode problem : observed.status().path("problems")) {
            if (problem.path("kind").asString().equals(kind)) {
                return problem;
            }
        }
        return null;
    }

    /** What the runbook's table has for the kind, with the facts in it. */
    private static String words(JsonNode problem) {
        Matcher row = Pattern.compile("\\| `" + problem.path("kind").asString()
                        + "` \\| " + problem.path("where").asString() + " \\| "
                        + problem.path("status").asString() + " \\| `(.*)` \\| \\[.*]\\(#"
                        + problem.path("runbook").asString() + "\\) \\|")
                .matcher(runbook());
        assertThat(row.find()).as("the runbook's row of %s", problem).isTrue();
        return Pattern.compile("\\{([a-z]+)}")
                .matcher(row.group(1))
                .replaceAll(name -> Matcher.quoteReplacement(
                        name.group(1).equals("about")
                                ? problem.path("about").asString()
                                : problem.at("/facts/" + name.group(1)).asString()));
    }

    private static String runbook() {
        try {
            return Files.readString(Path.of("..", "docs", "RUNBOOK.md"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
