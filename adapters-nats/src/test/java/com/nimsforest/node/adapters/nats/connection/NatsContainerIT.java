package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import com.nimsforest.node.adapters.nats.fixture.NatsServerImage;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The adapter beside a server in a container, whose image is made here from the server alone. */
@Tag("container")
class NatsContainerIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final AdapterExecutors THREADS = new AdapterExecutors();
    private static GenericContainer<?> container;

    @BeforeAll
    static void startContainer() {
        container = new GenericContainer<>(NatsServerImage.of(NatsServerBinary.version()))
                .withCommand("--name", "contained", "--jetstream", "--store_dir", "/data", "--http_port", "8222")
                .withExposedPorts(4222, 8222)
                .waitingFor(Wait.forHttp("/healthz").forPort(8222));
        container.start();
    }

    @AfterAll
    static void stopContainer() {
        if (container != null) {
            container.stop();
        }
        THREADS.close();
    }

    @Test
    void connectsToAServerInAContainerAndOutlivesItsPause() {
        NatsSettings settings = NatsSettings.builder(
                        "nats://" + container.getHost() + ":" + container.getMappedPort(4222))
                .reconnectWait(Duration.ofMillis(200))
                .build();
        try (NatsSidecarConnection connection = new NatsSidecarConnection(
                settings, Clock.systemUTC(), THREADS.timer, THREADS.workers, NodeMetrics.none())) {
            connection.connect();
            assertThat(connection.facts().server()).isEqualTo("contained");

            pause();
            await().atMost(SOON).until(() -> connection.state() == ConnectionState.RECONNECTING);
            docker().unpauseContainerCmd(container.getContainerId()).exec();

            await().atMost(SOON).until(connection::isConnected);
            assertThat(connection.facts().reconnects()).isEqualTo(1);
        }
    }

    /** On a busy machine the kernel may not stop all threads in time, and Docker takes the pause back. */
    private static void pause() {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(InternalServerErrorException.class)
                .until(() -> {
                    docker().pauseContainerCmd(container.getContainerId()).exec();
                    return true;
                });
    }

    private static com.github.dockerjava.api.DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}
