package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import com.nimsforest.node.adapters.nats.fixture.SignedCertificates;
import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.command.run.CheckCommand;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.preflight.MachinePaths;
import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code check} says of a machine, right and wrong. */
@Timeout(60)
class CheckCommandIT {
    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private MachinePaths places;

    @BeforeEach
    void prepare() {
        places = new MachinePaths(
                "no-such-server", folder.resolve("tls"), folder.resolve("store"), Path.of("/proc/meminfo"));
        variables.put("NATS_URL", "nats://127.0.0.1:" + ReservedPorts.free());
        variables.put("NATS_MONITOR_URL", "http://127.0.0.1:" + ReservedPorts.free());
        variables.put("NIMSFOREST_HTTP_PORT", Integer.toString(ReservedPorts.free()));
    }

    @Test
    void aMachineWithoutAServerYetIsFit() {
        CommandResult check = check();

        assertThat(check.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(check.err()).isEmpty();
        assertThat(lineOf(check, "settings")).startsWith("OK").endsWith("all are understood");
        assertThat(lineOf(check, "server"))
                .startsWith("WARN")
                .contains("no monitoring port tells its version", "install-nats-server.sh");
        assertThat(lineOf(check, "HTTP of the node")).startsWith("OK").endsWith("free");
        assertThat(lineOf(check, "peers")).startsWith("OK").endsWith("none: a single node");
    }

    @Test
    void aRunningServerHoldsItsPortsAndTellsItsVersion() {
        try (NatsServer server = NatsServer.start()) {
            variables.put("NATS_URL", server.url());
            variables.put("NATS_MONITOR_URL", server.monitorUrl().toString());

            CommandResult check = check();

            assertThat(check.exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(lineOf(check, "server ")).startsWith("OK").contains("running");
            assertThat(lineOf(check, "clients of NATS")).startsWith("OK").endsWith("as it should be");
            assertThat(lineOf(check, "monitoring of NATS")).startsWith("OK").endsWith("as it should be");
        }
    }

    @Test
    void wrongSettingsAreAllNamedAtOnce() {
        variables.put("NATS_RETRY_ATTEMPTS", "ten");
        variables.put("NATS_RECONNECT_WAIT", "2");

        CommandResult check = check();

        assertThat(check.exitCode()).isEqualTo(ProcessExitCodes.CONFIGURATION);
        assertThat(check.out().lines().filter(line -> line.startsWith("FAIL")))
                .hasSize(2)
                .anyMatch(line -> line.contains("NATS_RETRY_ATTEMPTS=\"ten\""))
                .anyMatch(line -> line.contains("NATS_RECONNECT_WAIT=\"2\""));
    }

    @Test
    void aPortThatAnotherProgramHoldsIsNamedWithItsHolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            variables.put("NIMSFOREST_HTTP_PORT", Integer.toString(taken.getLocalPort()));

            CommandResult check = check();

            assertThat(check.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(lineOf(check, "HTTP of the node"))
                    .startsWith("FAIL")
                    .contains("is taken by", "pid " + ProcessHandle.current().pid(), "NIMSFOREST_HTTP_PORT");
        }
    }

    @Test
    void anotherMachineThatCannotBeReachedIsNamed() {
        int nobody = ReservedPorts.free();
        variables.put("CLUSTER_PEERS", "127.0.0.1:" + nobody + ",no-such-machine.invalid:6222");

        CommandResult check = check();

        assertThat(check.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(lineOf(check, "127.0.0.1:" + nobody)).startsWith("WARN").contains("nobody listens there");
        assertThat(lineOf(check, "no-such-machine.invalid:6222"))
                .startsWith("FAIL")
                .contains("no machine has this name");
    }

    @Test
    void certificatesAreReadAndHeldAgainstTheirKeys() throws Exception {
        SignedCertificates made = new SignedCertificates(Files.createDirectory(folder.resolve("made")))
                .sign("node", "EC", "dns:localhost")
                .sign("other", "EC", "dns:localhost");
        variables.put("NATS_CA", made.ca().toString());
        variables.put("NATS_CERT", made.certificateOf("node").toString());
        variables.put("NATS_KEY", made.keyOf("node").toString());

        CommandResult good = check();
        variables.put("NATS_KEY", made.keyOf("other").toString());
        CommandResult foreign = check();
        variables.put(
                "NATS_CA", Files.writeString(folder.resolve("odd.pem"), "odd").toString());
        CommandResult odd = check();

        assertThat(lineOf(good, made.keyOf("node").toString()))
                .startsWith("OK")
                .endsWith("is the key of the certificate");
        assertThat(good.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(lineOf(foreign, made.keyOf("other").toString()))
                .startsWith("FAIL")
                .contains("is not the key of " + made.certificateOf("node"));
        assertThat(foreign.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(lineOf(odd, "odd.pem")).startsWith("FAIL").contains("no certificate in");
    }

    @Test
    void aStoreThatIsNoFolderFails() throws IOException {
        Files.writeString(places.store(), "");

        CommandResult check = check();

        assertThat(check.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(lineOf(check, "disk")).startsWith("FAIL").contains("is not a folder");
    }

    @Test
    void programsReadAnObject() {
        JsonNode json = new JsonMapper().readTree(check("-o", "json").out());

        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.path("checks").get(0).propertyNames())
                .containsExactly("result", "check", "where", "finding", "remedy");
    }

    private CommandResult check(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandContext context = new CommandContext(
                new Environment(variables), ResultWriter.of(out, false), new PrintWriter(err), false, settings -> 0);
        String[] line = new String[options.length + 1];
        line[0] = "check";
        System.arraycopy(options, 0, line, 1, options.length);
        int exitCode = new NimsforestCommandLine(context, Map.of("check", given -> new CheckCommand(given, places)))
                .execute(line);
        return new CommandResult(exitCode, out.toString(), err.toString());
    }

    private static String lineOf(CommandResult check, String text) {
        return check.out()
                .lines()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line with '" + text + "' in:\n" + check.out()));
    }
}
