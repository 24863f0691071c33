package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A forest in which nothing has happened yet is shown as empty. */
@Timeout(60)
class EmptyForestIT {
    private static NatsServer server;

    @BeforeAll
    static void provision() {
        server = NatsServer.start();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        try (NatsAdapter forest = NatsAdapter.create(
                NatsSettings.defaults(server.url()), Clock.systemUTC(), threads, threads, NodeMetrics.none())) {
            forest.connect();
            forest.provision();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> forest.storage().probe().usable());
        }
        threads.shutdownNow();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soil ls", "humus ls", "deadletter ls", "deadletter retry --all", "deadletter drop --all"})
    void thereIsNothingAndThatIsNoFailure(String command) {
        CommandResult typed = CommandResult.type(server.url(), command.split(" "));

        assertThat(typed.err()).doesNotContain(":");
        assertThat(typed.out()).isEmpty();
        assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.DONE);
    }
}
