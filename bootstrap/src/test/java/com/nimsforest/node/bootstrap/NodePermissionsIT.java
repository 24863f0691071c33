package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.NatsJetStreamConstants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the node's user may do in a secured mesh: each line of the configuration that setup generates, and what it leaves out. */
@Timeout(180)
@ParameterizedClass
@ValueSource(strings = {NatsServerBinary.NEWEST, NatsServerBinary.OLDEST})
class NodePermissionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PAYMENT = "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":"
            + "{\"customer\":\"cus_1\",\"amount\":15000,\"currency\":\"usd\",\"metadata\":{\"item_id\":\"item_1\"}}}}";
    private static final List<String> STREAMS =
            List.of("RIVER", "ASIDE", "HUMUS", "LEAVES", "DEADLETTER", "KV_SOIL", "KV_NIMSFOREST");

    @TempDir
    private Path folder;

    @Parameter
    private String version;

    private GeneratedUsers users;
    private NatsServer server;

    @BeforeEach
    void startServerOfSetup() throws Exception {
        users = GeneratedUsers.generate(folder);
        server = users.startServer(version);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theNodeDoesAllOfItsWorkWithIt() throws Exception {
        try (NodeProcess node = NodeProcess.run(Map.of(
                                "NATS_URL",
                                server.url(),
                                "NATS_USER",
                                "nimsforest",
                                "NATS_PASSWORD",
                                users.password("nimsforest")))
                        .awaitReady();
                Connection admin = connect("admin", new ConcurrentLinkedQueue<>())) {
            node.post("/river/stripe.webhook", PAYMENT);
            node.post("/river/stripe.webhook", "no JSON");
            admin.publish("river.nobody.asks", "x".getBytes(StandardCharsets.UTF_8));

            for (String entity : List.of("task-cus_1-evt_1", "customer-cus_1")) {
                await().atMost(PATIENCE).until(() -> node.status("/soil/" + entity) == 200);
            }
            for (String stream : List.of("DEADLETTER", "ASIDE", "LEAVES")) {
                await(stream).atMost(PATIENCE).until(() -> lastSequence(admin, stream) > 0);
            }
            assertThat(node.output()).doesNotContain("Permissions Violation");
            assertThat(node.get("/healthz").body())
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("Permissions");
            assertThatARollupEmptiesNothing();
        }
    }

    /** Of what is allowed for itself, one publish must not undo the rest. */
    private void assertThatARollupEmptiesNothing() throws Exception {
        try (Connection user = connect("nimsforest", new ConcurrentLinkedQueue<>())) {
            Headers rollup = new Headers().put("Nats-Rollup", "all");
            NatsMessage message =
                    NatsMessage.builder().subject("$KV.SOIL.x").headers(rollup).build();

            assertThatThrownBy(() -> user.jetStream().publish(message))
                    .isInstanceOf(JetStreamApiException.class)
                    .hasMessageContaining("rollup not permitted");
        }
    }

    @Test
    void eachLineThatAllowsAPublishDoes() throws Exception {
        List<String> allowed = users.nodeMayPublish();
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        try (Connection user = connect("nimsforest", errors)) {
            Headers nowhere = new Headers().put(NatsJetStreamConstants.EXPECTED_STREAM_HDR, "NONE");
            allowed.forEach(subject -> user.publish(example(subject), nowhere, new byte[0]));
            user.publish("not.allowed", new byte[0]);
            user.flush(PATIENCE);

            await().atMost(PATIENCE).until(() -> errors.stream().anyMatch(error -> error.contains("not.allowed")));
        }

        assertThat(allowed).hasSizeGreaterThan(80);
        assertThat(errors).hasSize(1);
    }

    @Test
    void everythingElseIsRefused() throws Exception {
        List<String> refused = refused();
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        try (Connection user = connect("nimsforest", errors)) {
            refused.forEach(subject -> user.publish(subject, new byte[0]));

            assertThat(refused).hasSizeGreaterThan(40);
            for (String subject : refused) {
                await(subject).atMost(PATIENCE).until(() -> isViolation(errors, "publish", subject));
            }
            for (String subject :
                    List.of(">", "$SYS.>", "river.>", "humus.>", "$KV.SOIL.>", "$JS.API.>", "$JS.ACK.>")) {
                user.createDispatcher(message -> {}).subscribe(subject);
                await(subject).atMost(PATIENCE).until(() -> isViolation(errors, "subscription", subject));
            }
        }
    }

    /** The hole of older servers that {@code check} names: who may read a message by its sequence has it delivered to the API. */
    @Test
    void aReplySubjectReachesTheApiOnOldServersOnly() throws Exception {
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        String delete = "$JS.API.STREAM.DELETE.VICTIM";
        try (Connection user = connect("nimsforest", errors);
                Connection admin = connect("admin", new ConcurrentLinkedQueue<>())) {
            addStream(admin, "RIVER", "river.>");
            addStream(admin, "VICTIM", "victim");
            admin.jetStream().publish("river.empty", new byte[0]);

            user.publish("$JS.API.DIRECT.GET.RIVER", delete, "{\"seq\":1}".getBytes(StandardCharsets.UTF_8));

            if (version.equals(NatsServerBinary.OLDEST)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                !admin.jetStreamManagement().getStreamNames().contains("VICTIM"));
            } else {
                await().atMost(PATIENCE).until(() -> errors.stream().anyMatch(error -> error.contains(delete)));
                assertThat(admin.jetStreamManagement().getStreamNames()).contains("VICTIM");
            }
        }
    }

    private static void addStream(Connection admin, String name, String subject) throws Exception {
        admin.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(name)
                        .subjects(subject)
                        .allowDirect(true)
                        .build());
    }

    private static List<String> refused() {
        List<String> refused = new ArrayList<>();
        for (String stream : STREAMS) {
            refused.addAll(api(
                    "STREAM.DELETE." + stream,
                    "STREAM.PURGE." + stream,
                    "STREAM.SNAPSHOT." + stream,
                    "STREAM.RESTORE." + stream,
                    "STREAM.LEADER.STEPDOWN." + stream,
                    "STREAM.PEER.REMOVE." + stream,
                    "CONSUMER.PAUSE." + stream + ".c",
                    "CONSUMER.UNPIN." + stream + ".c",
                    "CONSUMER.LEADER.STEPDOWN." + stream + ".c"));
        }
        STREAMS.stream()
                .filter(stream -> !stream.equals("LEAVES"))
                .forEach(stream -> refused.addAll(api("STREAM.UPDATE." + stream)));
        Stream.of("HUMUS", "LEAVES", "KV_SOIL", "KV_NIMSFOREST")
                .forEach(stream -> refused.addAll(api("STREAM.MSG.DELETE." + stream)));
        refused.addAll(api(
                "SERVER.REMOVE",
                "META.LEADER.STEPDOWN",
                "ACCOUNT.PURGE.$G",
                "ACCOUNT.STREAM.MOVE.$G.RIVER",
                "ACCOUNT.STREAM.CANCEL_MOVE.$G.RIVER",
                "STREAM.CREATE.OTHER",
                "STREAM.UPDATE.OTHER",
                "STREAM.DELETE.OTHER",
                "STREAM.LIST",
                "STREAM.TEMPLATE.CREATE.OTHER",
                "CONSUMER.CREATE.OTHER.c"));
        refused.addAll(
                List.of("$SYS.REQ.SERVER.PING", "$SYS.REQ.USER.INFO", "$KV.OTHER.x", "invoice.paid", "nobody.knows"));
        return refused;
    }

    private static List<String> api(String... verbs) {
        return Stream.of(verbs).map(verb -> "$JS.API." + verb).toList();
    }

    private static boolean isViolation(Collection<String> errors, String action, String subject) {
        return errors.stream()
                .map(error -> error.toLowerCase(Locale.ROOT))
                .anyMatch(error -> error.contains("permissions violation for " + action)
                        && error.contains("\"" + subject.toLowerCase(Locale.ROOT) + "\""));
    }

    private static long lastSequence(Connection admin, String stream) throws Exception {
        return admin.jetStreamManagement()
                .getStreamInfo(stream)
                .getStreamState()
                .getLastSequence();
    }

    private Connection connect(String user, Queue<String> errors) throws Exception {
        ErrorListener listener = new ErrorListener() {
            @Override
            public void errorOccurred(Connection connection, String error) {
                errors.add(error);
            }
        };
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .userInfo(user, users.password(user))
                .errorListener(listener)
                .build());
    }

    private static String example(String pattern) {
        return pattern.replace("*", "x").replaceAll(">$", "x");
    }
}
