package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is written in Go, with the rights that {@code add-user NAME --node} gives and no others. */
@Timeout(300)
class GoNodeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {NatsServerBinary.NEWEST, NatsServerBinary.OLDEST})
    void takesAnEventFromTheRiverToTheSoilAloneAndBesideANode(String version) throws Exception {
        GeneratedUsers users = GeneratedUsers.generate(folder);
        Path program = GoProgram.build("node", folder);

        try (NatsServer server = users.startServer(version)) {
            assertThatItWorks(program, server, users);
        }
        try (NatsServer server = users.startServer(version);
                NodeProcess node = NodeProcess.run(Map.of(
                                "NATS_URL", server.url(),
                                "NATS_USER", "nimsforest",
                                "NATS_PASSWORD", users.password("nimsforest")))
                        .awaitReady()) {
            assertThatItWorks(program, server, users);

            assertThat(node.output()).doesNotContain("Permissions Violation");
        }
    }

    private static void assertThatItWorks(Path program, NatsServer server, GeneratedUsers users)
            throws IOException, InterruptedException {
        try (GoProgram node = GoProgram.start(
                program, server.url(), GeneratedUsers.GO_NODE, users.password(GeneratedUsers.GO_NODE))) {
            assertThat(node.await(PATIENCE)).as(node.output()).isZero();
            assertThat(node.output()).contains("in the soil: task-go-");
        }
    }
}
