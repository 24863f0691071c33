package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import com.nimsforest.node.bootstrap.settings.KnownSettings;
import com.nimsforest.node.bootstrap.settings.SettingDefinition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node and the commands with every secret that there is, in use: none of them stands in a log, an answer or a result. */
@Timeout(180)
class SecretsInUseIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECRET = "hunter2,pa55#w0rd";
    private static final String SEED = "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY";
    private static final List<String> FRAGMENTS = List.of("hunter2", "pa55", "w0rd", SEED.substring(2, 20), "eyJ0");

    @TempDir
    private Path folder;

    /** Each secret setting by its file, as an editor of Windows leaves it; a new setting too. */
    private Map<String, String> everySecretInAFile() throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (SettingDefinition<?> setting : KnownSettings.ALL) {
            if (setting.secret() && !setting.variable().equals("NATS_TOKEN")) {
                Path file = folder.resolve(setting.variable());
                variables.put(
                        setting.fileVariable(),
                        Files.writeString(file, "\uFEFF" + SECRET + "\r\n").toString());
            }
        }
        return variables;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void aNodeThatRunsWithThemShowsNone(String format) throws Exception {
        String users = "authorization { users: [ { user: app, password: \"" + SECRET + "\" } ] }";
        Map<String, String> variables = everySecretInAFile();
        try (NatsServer server = NatsServer.builder().line(users).start()) {
            variables.putAll(Map.of(
                    "NATS_URL",
                    server.url(),
                    "NATS_MONITOR_URL",
                    server.monitorUrl().toString(),
                    "NATS_USER",
                    "app",
                    "NODE_NAME",
                    "n1",
                    "LOG_LEVEL",
                    "trace",
                    "LOG_FORMAT",
                    format));
            try (NodeProcess node = NodeProcess.run(variables)) {
                await().atMost(SOON).until(() -> node.get("/readyz").statusCode() == 200);
                for (String path :
                        List.of("/status", "/healthz", "/readyz?verbose", "/metrics", "/", "/soil/x", "/none")) {
                    assertThat(asOperator(node.uri(path))).as(path).doesNotContain(FRAGMENTS);
                }
                assertThat(node.post("/river/a", "x").body()).doesNotContain(FRAGMENTS);
                assertThat(node.output()).doesNotContain(FRAGMENTS);
            }
            assertNoCommandShowsOne(variables);
        }
    }

    private static void assertNoCommandShowsOne(Map<String, String> variables) {
        List<String[]> lines = List.of(
                new String[] {"config"},
                new String[] {"config", "-o", "json"},
                new String[] {"check", "-o", "json"},
                new String[] {"status", "-o", "json"},
                new String[] {"streams", "diff", "-o", "json"},
                new String[] {"deadletter", "ls", "-o", "json"});
        for (String[] line : lines) {
            CommandResult typed = CommandResult.type(variables, line);
            assertThat(typed.out() + typed.err()).as(line[0]).isNotEmpty().doesNotContain(FRAGMENTS);
        }
    }

    @Test
    void aServerThatRefusesThemAndFilesThatHoldOthersAreToldWithoutThem() throws Exception {
        Path seed = Files.writeString(folder.resolve("user.nk"), "\uFEFF" + SEED + "\r\n");
        Path creds = Files.writeString(
                folder.resolve("user.creds"),
                "-----BEGIN NATS USER JWT-----\r\neyJ0eXAi.eyJqdGki.c2ln\r\n------END NATS USER JWT------\r\n" + SEED);
        Path pem = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nhunter2\n");
        try (NatsServer server = NatsServer.builder()
                .line("authorization { users: [ { user: app, password: other } ] }")
                .start()) {
            String login = server.url().replace("nats://", "nats://app:pa55%2Cw0rd@");
            List<Map<String, String>> refused = List.of(
                    Map.of("NATS_URL", login),
                    Map.of("NATS_URL", server.url(), "NATS_TOKEN", SECRET),
                    Map.of("NATS_URL", server.url(), "NATS_NKEY", seed.toString()),
                    Map.of("NATS_URL", server.url(), "NATS_CREDS", creds.toString()),
                    Map.of("NATS_URL", server.url(), "NATS_CA", pem.toString()),
                    Map.of("NATS_URL", server.url(), "NATS_CERT", pem.toString(), "NATS_KEY", pem.toString()));
            for (Map<String, String> variables : refused) {
                Map<String, String> all = new HashMap<>(variables);
                all.putAll(Map.of("LOG_LEVEL", "debug", "NATS_RETRY_ATTEMPTS", "1", "NODE_NAME", "n1"));
                CommandResult typed = CommandResult.type(all, "status");
                assertThat(typed.exitCode()).as(variables.toString()).isNotZero();
                assertThat(typed.out() + typed.err()).isNotEmpty().doesNotContain(FRAGMENTS);
            }
            Map<String, String> last = new HashMap<>(refused.get(3));
            last.putAll(Map.of("LOG_LEVEL", "trace", "NATS_RETRY_ATTEMPTS", "1", "NODE_NAME", "n1"));
            try (NodeProcess node = NodeProcess.run(last)) {
                node.awaitExit();
                assertThat(node.output()).isNotEmpty().doesNotContain(FRAGMENTS);
            }
        }
    }

    private static String asOperator(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + SECRET)
                .timeout(SOON)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isNotEqualTo(401);
        return answer.body() + answer.headers().map();
    }
}
