package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsCommandLine;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.SamplePipeline;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All streams of a mesh, backed up with the nats command line and restored into another one that is empty. */
@Timeout(300)
class RestoredMeshIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> STREAMS =
            List.of("RIVER", "ASIDE", "LEAVES", "HUMUS", "KV_SOIL", "DEADLETTER", "KV_NIMSFOREST");

    private final List<Integer> mails = new CopyOnWriteArrayList<>();
    private final List<SamplePipeline> nodes = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private NatsMesh mesh;

    @AfterEach
    void stop() {
        stopNodes();
        timer.shutdownNow();
        mesh.close();
    }

    @Test
    void goesOnWhereItWasThroughStepDownsAndRestartsAndWorksNothingTwice(@TempDir Path folder) throws Exception {
        mesh = NatsMesh.start();
        startNodes();
        post(0, 20);
        awaitSoil(20);
        stopNodes();
        new NatsCommandLine(mesh.server(0)).run(folder, "account", "backup", "--force", "backup");
        mesh.close();

        mesh = NatsMesh.start();
        STREAMS.forEach(stream -> restore(folder.resolve("backup"), stream));
        awaitRestoredConsumers();
        startNodes();
        post(20, 30);
        awaitSoil(30);
        stepDown();
        post(30, 40);
        awaitSoil(40);
        stopNodes();
        startNodes();
        stepDown();
        stepDown();
        post(40, 50);
        awaitSoil(50);

        assertThat(mails).doesNotHaveDuplicates().hasSize(50);
        nodes.get(0).awaitCounted(50);
        assertThat(consumersOf("RIVER")).hasSize(1);
        assertThat(consumersOf("LEAVES")).hasSize(2);
        assertThat(consumersOf("HUMUS")).hasSize(1);
    }

    /**
     * The first chunk can reach the local server before the interest of the one that restores does: no responders. The command line
     * gives up then, and the servers forget the restore after 5 s; when only the answer was lost, the stream is there, and in the way.
     */
    private void restore(Path backup, String stream) {
        NatsCommandLine nats = new NatsCommandLine(mesh.server(0));
        await().atMost(SOON).ignoreException(IllegalStateException.class).until(() -> {
            try {
                return nats.run(backup, "stream", "restore", "--no-progress", stream)
                        .contains("Restored stream");
            } catch (IllegalStateException failed) {
                assertThat(failed.getMessage()).containsAnyOf("restore failed", "already exist");
                nats.run(backup, "stream", "rm", "--force", stream);
                return false;
            }
        });
    }

    /** A mesh restores the consumers after it has answered; a node that comes before them makes new ones, from the beginning. */
    private void awaitRestoredConsumers() throws Exception {
        try (Connection operator = Nats.connect(mesh.server(0).url())) {
            JetStreamManagement streams = operator.jetStreamManagement();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> streams.getConsumerNames("RIVER").size() == 1
                            && streams.getConsumerNames("LEAVES").size() == 2
                            && streams.getConsumerNames("HUMUS").size() == 1);
        }
    }

    private void startNodes() {
        for (int machine = 0; machine < 3; machine++) {
            nodes.add(new SamplePipeline(mesh.server(machine), mesh.peersOf(machine), mails).count(timer));
        }
        nodes.forEach(node -> node.node.awaitStreams());
    }

    private void stopNodes() {
        nodes.forEach(SamplePipeline::close);
        nodes.clear();
    }

    private void post(int from, int to) {
        IntStream.range(from, to)
                .forEach(number -> await().atMost(SOON)
                        .untilAsserted(() -> nodes.get(number % 3).post(number)));
    }

    private void awaitSoil(int entities) {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(nodes.get(0).node.forest.soil().keys("mail-"))
                        .hasSize(entities));
    }

    private void stepDown() throws Exception {
        try (Connection stranger = nodes.get(0).node.stranger()) {
            for (String stream : STREAMS) {
                stranger.request("$JS.API.STREAM.LEADER.STEPDOWN." + stream, new byte[0], Duration.ofSeconds(5));
            }
        }
        nodes.get(0).node.awaitStreams();
    }

    private List<String> consumersOf(String stream) throws Exception {
        try (Connection stranger = nodes.get(0).node.stranger()) {
            return stranger.jetStreamManagement().getConsumerNames(stream);
        }
    }
}
