package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is typed to change the machines of a mesh. */
@Timeout(240)
class ClusterCommandIT {
    /** No server listens on the port that nobody may have. */
    private static final String NOBODY = "nats://127.0.0.1:1";

    @TempDir
    private Path folder;

    @Test
    void plansRefusesAndAppliesAChangeOfMachines() throws Exception {
        Path config = folder.resolve("nats.conf");
        Files.writeString(config, "users: [\n  {\n    user: operator\n    password: \"right\"\n  }\n]\n");
        try (NatsMesh mesh = NatsMesh.startWithOperator();
                ConnectedAdapter node =
                        ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK)) {
            node.awaitCopies();
            String third = mesh.server(2).name();

            CommandResult fewer = type(
                    mesh,
                    "cluster",
                    "plan",
                    "remove",
                    third,
                    "--nats-url",
                    mesh.server(0).url());
            CommandResult refused = type(mesh, "cluster", "apply", "remove", third);
            CommandResult unknown = type(mesh, "cluster", "plan", "remove", "nobody");
            CommandResult removed = type(mesh, "cluster", "apply", "remove", "nobody");
            CommandResult replaced = type(mesh, "cluster", "apply", "replace", "nobody", "other", "127.0.0.1:6222");
            NatsServer fourth = mesh.grow();
            String[] replacement = {third, fourth.name(), "127.0.0.1:6222", "--server-config", config.toString()};
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    type(mesh, "cluster", "plan", "replace", third, fourth.name(), "127.0.0.1:6222")
                                            .out())
                            .contains("move the replica of RIVER from " + third)
                            .doesNotContain("wait until it has joined"));
            CommandResult applied = type(mesh, words("cluster", "apply", "replace", replacement));
            CommandResult again = type(mesh, words("cluster", "plan", "replace", replacement));

            assertThat(fewer.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(fewer.out()).contains("MAY BE LOST BEFORE", "refused: with 2 machines", "--force accepts that");
            assertThat(refused.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(refused.err()).contains("with 2 machines each stream has one replica");
            assertThat(unknown.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(unknown.out()).startsWith("refused: nobody is not in the mesh; its machines are ");
            assertThat(removed.exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(removed.out())
                    .startsWith("nothing to do: nobody is not in the mesh")
                    .hasLineCount(1);
            assertThat(replaced.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(replaced.err()).contains("nobody is not in the mesh");
            assertThat(applied.exitCode()).as(applied.err()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(applied.err()).contains("remove " + third + " from the mesh");
            assertThat(again.out()).contains("nothing to do");
        }
    }

    @Test
    void wrongArgumentsEndBeforeThereIsAConnection() {
        for (String[] typed : List.of(
                new String[] {"upgrade", "--jar", folder.resolve("none.jar").toString()},
                new String[] {"upgrade", "--nats-server", folder.toString()},
                new String[] {"add", "nats-4", "notanaddress"},
                new String[] {"add", "nats-4", "192.168.1.13"},
                new String[] {"add", "nats-4", "192.168.1.13:65536"},
                new String[] {"add", "nats-4", "192.168.1.13:6222,192.168.1.14:6222"},
                new String[] {"add", "nats 4", "192.168.1.13:6222"},
                new String[] {"add", "nats.4", "192.168.1.13:6222"},
                new String[] {"add", "", "192.168.1.13:6222"},
                new String[] {"add", "nats-4", "192.168.1.13:6222", "--wait", "0"},
                new String[] {"remove", ""},
                new String[] {"replace", "nats-3", "nats-4", "notanaddress"},
                new String[] {"replace", "nats-3", "nats-3", "192.168.1.13:6222"},
                new String[] {"replace", "", "nats-3", "192.168.1.13:6222"},
                new String[] {"upgrade", "--wait", "-1"},
                new String[] {"upgrade", "nats-2"},
                new String[] {"rotate-token", "it's.token"},
                new String[] {"rotate-token", "a.token", "b.token"},
                new String[] {"rotate-token", "--wait", "long"})) {
            for (String verb : List.of("plan", "apply")) {
                CommandResult result = CommandResult.type(NOBODY, all(List.of("cluster", verb), typed));

                assertThat(result.exitCode()).as("%s %s", verb, List.of(typed)).isEqualTo(ProcessExitCodes.USAGE);
                assertThat(result.err()).isNotBlank();
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotReached() {
        for (String change : List.of("upgrade", "rotate-token")) {
            for (String verb : List.of("plan", "apply")) {
                CommandResult result = CommandResult.type(NOBODY, "cluster", verb, change);

                assertThat(result.exitCode()).as("%s %s", verb, change).isEqualTo(ProcessExitCodes.UNREACHABLE);
                assertThat(result.out()).isEmpty();
            }
        }
    }

    @Test
    void aMachineThatIsNotReachedOrRefusesChangesNothing() throws Exception {
        Path ssh = script("ssh", "echo 'Permission denied (publickey).' >&2; exit 255");
        Path refusing = script("refusing", "cat >/dev/null; echo 'error: flock is missing' >&2; exit 1");
        try (NatsMesh mesh = NatsMesh.startWithOperator();
                ConnectedAdapter node =
                        ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK)) {
            node.awaitCopies();
            String first = Stream.of(mesh.server(1).name(), mesh.server(2).name())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            String token = folder.resolve("new.token").toString();

            for (String verb : List.of("plan", "apply")) {
                CommandResult unreached = type(
                        mesh, "cluster", verb, "upgrade", "--nats-server", ssh.toString(), "--ssh", ssh.toString());
                CommandResult refused =
                        type(mesh, "cluster", verb, "rotate-token", token, "--ssh", refusing.toString());

                assertThat(unreached.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
                assertThat(unreached.err()).contains("ssh to " + first, "Permission denied (publickey).");
                assertThat(refused.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
                assertThat(refused.err()).contains(first + ": flock is missing");
            }
            assertThat(folder.resolve("new.token")).doesNotExist();
        }
    }

    private Path script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String[] all(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private static String[] words(String first, String second, String third, String... more) {
        String[] all = new String[3 + more.length];
        all[0] = first;
        all[1] = second;
        all[2] = third;
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private static CommandResult type(NatsMesh mesh, String... arguments) {
        NatsServer server = mesh.server(0);
        return CommandResult.type(
                Map.of(
                        "NATS_URL", server.url(),
                        "NATS_MONITOR_URL", server.monitorUrl().toString(),
                        "CLUSTER_PEERS", String.join(",", mesh.peersOf(0))),
                arguments);
    }
}
