package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.backup.BackupFolder;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two of three machines are lost for good, and the third has everything. */
@Timeout(300)
class RescueCommandIT {
    private static final int EVENTS = 5_563;

    @TempDir
    private Path folder;

    @Test
    void everythingThatTheSurvivorHoldsIsBackedUpAndRestored() throws Exception {
        try (NatsMesh mesh = NatsMesh.start();
                NatsServer empty = NatsServer.start()) {
            fill(mesh);
            mesh.server(1).kill();
            mesh.server(2).kill();
            mesh.server(0).kill();

            CommandResult planned = rescue(mesh, "--dry-run");
            CommandResult done = rescue(mesh);
            CommandResult verified = CommandResult.type(empty.url(), "backup", "verify", backup());
            CommandResult restored = CommandResult.type(empty.url(), "restore", backup());

            assertThat(planned.exitCode()).as(planned.err()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(planned.out()).contains("Can be missing");
            assertThat(done.exitCode()).as(done.err()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(done.out()).contains("RIVER", "nimsforest restore " + backup());
            assertThat(new BackupFolder(Path.of(backup())).manifest().streams())
                    .filteredOn(stream -> stream.name().equals("RIVER"))
                    .singleElement()
                    .satisfies(river -> assertThat(river.messages()).isEqualTo(EVENTS));
            assertThat(verified.exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(restored.exitCode()).as(restored.err()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(messagesOfRiver(empty)).isEqualTo(EVENTS);
            assertThat(folder).isDirectoryNotContaining("glob:**.servers");
        }
    }

    @Test
    void aMachineThatIsSaidToBeLostAndAnswersIsNamedAndNothingIsDone() {
        try (NatsMesh mesh = NatsMesh.start()) {
            mesh.server(1).kill();
            mesh.server(0).kill();

            CommandResult refused = rescue(mesh);
            mesh.server(2).kill();
            mesh.server(0).restartWithoutLeader();
            CommandResult running = rescue(mesh);

            assertThat(refused.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(refused.err()).contains(mesh.peersOf(0).get(1) + " answers, so it is not lost");
            assertThat(running.err()).contains("nats-server runs on this machine");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private String backup() {
        return folder.resolve("backup").toString();
    }

    private CommandResult rescue(NatsMesh mesh, String... more) {
        NatsServer survivor = mesh.server(0);
        return CommandResult.type(
                Map.of(
                        "NATS_URL", survivor.url(),
                        "CLUSTER_PEERS", String.join(",", mesh.peersOf(0)),
                        "NATS_MONITOR_URL", survivor.monitorUrl().toString()),
                Stream.concat(
                                Stream.of(
                                        "rescue",
                                        "--name",
                                        survivor.name(),
                                        "--lost",
                                        mesh.server(1).name() + ","
                                                + mesh.server(2).name(),
                                        "--mesh",
                                        "forest",
                                        "--store",
                                        survivor.store().toString(),
                                        "--nats-server",
                                        NatsServerBinary.find().toString(),
                                        backup()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /** All replicas hold all of it. */
    private static void fill(NatsMesh mesh) throws Exception {
        try (ConnectedAdapter node = ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK)) {
            node.awaitCopies();
            try (Connection stranger = node.stranger()) {
                List<CompletableFuture<PublishAck>> sent = new ArrayList<>();
                for (int event = 0; event < EVENTS; event++) {
                    sent.add(stranger.jetStream().publishAsync("river.a", ("event " + event).getBytes()));
                }
                for (CompletableFuture<PublishAck> stored : sent) {
                    stored.get();
                }
            }
            node.awaitCopies();
        }
    }

    private static long messagesOfRiver(NatsServer server) throws Exception {
        try (Connection client = Nats.connect(server.url())) {
            return client.jetStreamManagement()
                    .getStreamInfo("RIVER")
                    .getStreamState()
                    .getMsgCount();
        }
    }
}
