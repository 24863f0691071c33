package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is typed to take everything out of the forest and to bring it back. */
@Timeout(120)
class BackupCommandIT {
    @TempDir
    private Path folder;

    @Test
    void backsUpVerifiesAndRestoresWithAPlan() throws Exception {
        String backup = folder.resolve("a").toString();
        try (NatsServer server = NatsServer.start();
                NatsServer empty = NatsServer.start()) {
            provision(server);

            CommandResult made = type(server, "backup", backup);
            CommandResult verified = type(server, "backup", "verify", backup, "-o", "json");
            CommandResult planned = type(empty, "restore", backup, "--dry-run");
            CommandResult restored = type(empty, "restore", backup);
            CommandResult again = type(empty, "restore", backup);
            Files.writeString(folder.resolve("a/RIVER/stream.tar.s2"), "x");
            CommandResult damaged = type(server, "backup", "verify", backup);
            CommandResult refused = type(empty, "restore", backup);

            assertThat(made.exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(made.out()).contains("STREAM", "RIVER", "KV_NIMSFOREST", "backup of 20");
            assertThat(made.err()).contains("consumers are paused");
            assertThat(verified.exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(verified.out()).contains("\"damages\" : [ ]");
            assertThat(planned.out()).contains("RIVER").doesNotContain("restored already");
            assertThat(restored.exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(again.out()).contains("restored already");
            assertThat(damaged.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(damaged.out()).contains("damaged: RIVER: has 1 bytes instead of");
            assertThat(refused.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(refused.err()).contains("the backup is damaged: RIVER");
        }
    }

    @Test
    void aFolderIsNeededAndAnotherOneThanABackupIsNone() {
        try (NatsServer server = NatsServer.start()) {
            assertThat(type(server, "backup").exitCode()).isEqualTo(ProcessExitCodes.USAGE);
            assertThat(type(server, "backup", "verify", folder.toString()).err())
                    .contains("holds no backup");
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsNamedBeforeAServerIsAsked() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        String nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = "nats://127.0.0.1:" + free.getLocalPort();
        }

        for (String[] typed : List.of(
                new String[] {"backup", file.toString()},
                new String[] {"backup", "--keep", "2", file.toString()},
                new String[] {"backup", folder.toString()},
                new String[] {"restore", file.toString()},
                new String[] {"restore", folder.toString(), "--dry-run"})) {
            CommandResult refused = CommandResult.type(nobody, typed);

            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(refused.err()).containsAnyOf("is a file", "is not empty", "holds no backup");
        }
        CommandResult empty = CommandResult.type(nobody, "restore", "");
        assertThat(empty.exitCode()).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(empty.err()).contains("DIR", "expected a path, not an empty text");
    }

    private static void provision(NatsServer server) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService workers = Executors.newCachedThreadPool();
        try (NatsAdapter forest = NatsAdapter.create(
                NatsSettings.defaults(server.url()), Clock.systemUTC(), timer, workers, NodeMetrics.none())) {
            forest.connect();
            forest.provision();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> forest.storage().probe().usable());
        } finally {
            timer.shutdownNow();
            workers.shutdownNow();
        }
    }

    private static CommandResult type(NatsServer server, String... arguments) {
        return CommandResult.type(server.url(), arguments);
    }
}
