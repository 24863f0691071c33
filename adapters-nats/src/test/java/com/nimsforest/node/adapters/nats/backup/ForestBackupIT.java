package com.nimsforest.node.adapters.nats.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsCommandLine;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SamplePipeline;
import com.nimsforest.node.domain.backup.RestoreStep;
import com.nimsforest.node.domain.backup.RestoreStep.Action;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything in a folder and back again, on real servers. */
@Timeout(300)
class ForestBackupIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<AutoCloseable> open = new ArrayList<>();
    /** The mails that the nim was given on the servers that were backed up, and on the restored ones. */
    private final List<Integer> mails = new CopyOnWriteArrayList<>();

    private final List<Integer> mailsAfterwards = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (int last = open.size() - 1; last >= 0; last--) {
            open.get(last).close();
        }
    }

    @Test
    void aBackupUnderLoadIsRestoredIntoAMeshAndWhatWasDoneIsNotDoneAgain() throws Exception {
        NatsServer server = opened(NatsServer.start());
        SamplePipeline pipeline = opened(new SamplePipeline(server, List.of(), mails));
        pipeline.node.awaitStreams();
        AtomicInteger posted = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                pipeline.post(posted.getAndIncrement());
            }
        });
        await().atMost(SOON).until(() -> posted.get() > 50 && mails.size() > 20);

        List<Integer> doneBefore = new ArrayList<>();
        int postedBefore = posted.get() - 1;
        pipeline.node.forest.backup().backUp(folder.resolve("a"), "test", line -> {
            if (line.startsWith("ASIDE")) {
                doneBefore.addAll(mails);
            }
        });
        stop.set(true);
        load.get();
        int last = posted.get();
        await().atMost(SOON).until(() -> mails.size() >= last);
        assertThat(doneBefore).hasSizeGreaterThan(10);

        NatsMesh mesh = opened(NatsMesh.start());
        assertThat(restore(mesh.server(0), mesh.peersOf(0)))
                .extracting(RestoreStep::action)
                .containsOnly(Action.RESTORE);
        SamplePipeline restored = opened(new SamplePipeline(mesh.server(1), mesh.peersOf(1), mailsAfterwards));
        restored.node.awaitStreams();
        await().atMost(SOON).ignoreExceptions().until(() -> keys(restored).containsAll(entities(postedBefore)));
        restored.post(1_000_000);
        await().atMost(SOON).until(() -> mailsAfterwards.contains(1_000_000));

        assertThat(mailsAfterwards).doesNotHaveDuplicates().doesNotContainAnyElementsOf(doneBefore);
        assertThat(replicas(restored)).containsOnly(3);
    }

    @Test
    void restoringIsRefusedBesideANodeOrOtherMessagesAndMayBeRepeated() throws Exception {
        NatsServer server = opened(NatsServer.start());
        SamplePipeline pipeline = opened(new SamplePipeline(server, List.of(), mails));
        pipeline.node.awaitStreams();
        IntStream.range(0, 5).forEach(pipeline::post);
        await().atMost(SOON).ignoreExceptions().until(() -> keys(pipeline).size() == 5);
        pipeline.node.forest.backup().backUp(folder.resolve("a"), "test", line -> {});
        assertThatThrownBy(() -> pipeline.node.forest.backup().backUp(folder.resolve("a"), "test", line -> {}))
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("holds a backup already");
        pipeline.close();

        NatsServer other = opened(NatsServer.start());
        ConnectedAdapter node = ConnectedAdapter.ready(other, ConnectedAdapter.QUICK);
        node.close();
        assertThat(restore(other, List.of()))
                .extracting(RestoreStep::action)
                .contains(Action.REPLACE_EMPTY, Action.RESTORE);
        assertThat(restore(other, List.of())).extracting(RestoreStep::action).containsOnly(Action.PRESENT);
        try (Connection stranger = node.stranger()) {
            stranger.jetStream().publish("river.a", new byte[0]);
        }
        assertThatThrownBy(() -> restore(other, List.of()))
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("RIVER hold messages that are not of this backup");
    }

    @Test
    void whatIsBackedUpCanBeRestoredWithTheCommandLineToo() throws Exception {
        NatsServer server = opened(NatsServer.start());
        SamplePipeline pipeline = opened(new SamplePipeline(server, List.of(), mails));
        pipeline.node.awaitStreams();
        pipeline.post(1);
        await().atMost(SOON).ignoreExceptions().until(() -> keys(pipeline).size() == 1);
        pipeline.node.forest.backup().backUp(folder.resolve("a"), "test", line -> {});
        pipeline.close();

        NatsServer other = opened(NatsServer.start());
        new NatsCommandLine(other).run(folder, "stream", "restore", "--no-progress", "a/KV_SOIL");

        try (Connection stranger = Nats.connect(other.url())) {
            assertThat(stranger.keyValue("SOIL").keys()).containsExactly("mail-1");
        }
    }

    /** Its node was stopped: what it had taken comes again after the restore, and nobody settles it before. */
    @Test
    void whatNobodyWorksOnIsNotAwaited() throws Exception {
        NatsServer server = opened(NatsServer.start());
        ConnectedAdapter node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        node.close();
        try (Connection gone = Nats.connect(server.url())) {
            gone.jetStream().publish("river.a", new byte[0]);
            gone.jetStreamManagement()
                    .createConsumer(
                            "RIVER",
                            ConsumerConfiguration.builder().durable("held").build());
            assertThat(gone.getConsumerContext("RIVER", "held").next(5_000)).isNotNull();
        }
        List<String> progress = new ArrayList<>();

        try (ConnectedAdapter command = ConnectedAdapter.connected(server, List.of(), ConnectedAdapter.QUICK)) {
            command.forest.backup().backUp(folder.resolve("a"), "test", progress::add);
        }

        assertThat(progress)
                .startsWith("consumers are paused", "1 message is not acknowledged, and not done in the backup");
    }

    @Test
    void aDamagedBackupIsNotRestored() throws Exception {
        NatsServer server = opened(NatsServer.start());
        ConnectedAdapter node = opened(ConnectedAdapter.ready(server, ConnectedAdapter.QUICK));
        node.forest.backup().backUp(folder.resolve("a"), "test", line -> {});
        Path snapshot = folder.resolve("a/KV_SOIL/stream.tar.s2");
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);

        assertThat(new BackupFolder(folder.resolve("a")).damages())
                .containsExactly("KV_SOIL: its checksum is another, the file was changed");
        assertThatThrownBy(() -> node.forest.backup().plan(folder.resolve("a")))
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("the backup is damaged: KV_SOIL");
    }

    private List<RestoreStep> restore(NatsServer server, List<String> peers) {
        try (ConnectedAdapter command = ConnectedAdapter.connected(server, peers, ConnectedAdapter.QUICK)) {
            return command.forest.backup().restore(folder.resolve("a"), line -> {});
        }
    }

    private static List<String> keys(SamplePipeline pipeline) {
        return pipeline.node.forest.soil().keys("").stream()
                .map(key -> key.value())
                .toList();
    }

    private static List<String> entities(int to) {
        return IntStream.range(0, to).mapToObj(number -> "mail-" + number).toList();
    }

    private static List<Integer> replicas(SamplePipeline pipeline) {
        return pipeline.node.forest.storage().probe().streams().stream()
                .map(stream -> stream.replicas())
                .toList();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }
}
