package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each attack that docs/SECURITY.md tells how to try, tried: it is answered as is written there. */
@Timeout(300)
class SecurityGuideIT {
    private static final Path SCRIPT = Path.of("..", "ops", "test", "attacks.sh");

    @Test
    void theAttacksOfTheGuideAreAnsweredAsItSays() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess open = node(server, Map.of());
                NodeProcess guarded = node(
                        server,
                        Map.of(
                                "NIMSFOREST_HTTP_TOKEN", "open-sesame",
                                "NIMSFOREST_HTTP_POST_TOKEN", "sender",
                                "NIMSFOREST_HTTP_READ_TOKEN", "reader"))) {
            open.awaitReady();
            guarded.awaitReady();

            attack(open, "Pages of other origins", "Malformed requests", "Secrets and terminals");
            attack(guarded, "Tokens");
        }
    }

    private static NodeProcess node(NatsServer server, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("NATS_URL", server.url());
        variables.put("NATS_MONITOR_URL", server.monitorUrl().toString());
        return NodeProcess.run(variables);
    }

    private static void attack(NodeProcess node, String... sections) throws Exception {
        Path log = Files.createTempFile("attacks", ".log");
        List<String> line = Stream.concat(
                        Stream.of("bash", SCRIPT.toString(), node.uri("").toString()), Stream.of(sections))
                .toList();
        ProcessBuilder attacks =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        attacks.environment()
                .put(
                        "NODE_JAR",
                        Path.of("target/nimsforest.jar").toAbsolutePath().toString());

        int exit = attacks.start().waitFor();

        assertThat(exit).as(Files.readString(log)).isZero();
    }
}
