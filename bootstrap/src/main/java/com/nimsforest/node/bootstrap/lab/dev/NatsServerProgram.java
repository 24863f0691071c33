package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
import com.nimsforest.node.bootstrap.lab.process.SystemProcesses;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The real nats-server: found or installed, configured, and run, by the same scripts that set a machine up. */
final class NatsServerProgram {
    private static final File NOTHING = new File("/dev/null");

    private final UnpackedOpsFiles ops;
    private final String program;

    private NatsServerProgram(UnpackedOpsFiles ops, String program) {
        this.ops = ops;
        this.program = program;
    }

    /** Finds one, or installs one, which may take minutes; each step is said on standard error. */
    static NatsServerProgram find(UnpackedOpsFiles ops) {
        ProcessBuilder search = new ProcessBuilder("bash", ops.script("install-nats-server.sh"), "--find")
                .redirectInput(NOTHING)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Outcome outcome = run(search);
        if (outcome.exitCode() != 0) {
            int exitCode = outcome.exitCode() == LocalClusterException.CONFIGURATION
                    ? outcome.exitCode()
                    : LocalClusterException.FAILED;
            throw new LocalClusterException(exitCode, "there is no nats-server to run: the lines above say why");
        }
        return new NatsServerProgram(ops, outcome.text().strip());
    }

    String path() {
        return program;
    }

    /** Writes the server's configuration from the template of every machine. */
    void configure(DevPlan plan, NodeLocation site) {
        List<String> command = new ArrayList<>(List.of("bash", ops.script("generate-nats-config.sh")));
        command.addAll(List.of("--node-name", site.name()));
        command.addAll(List.of("--client-host", NodeLocation.HOST, "--client-port", "" + site.clientPort()));
        command.addAll(List.of("--http-port", "" + site.monitorPort()));
        if (plan.mesh()) {
            command.addAll(List.of("--cluster-peers", plan.peersOf(site), "--cluster-name", "nimsforest-dev"));
            command.addAll(List.of("--cluster-host", NodeLocation.HOST, "--cluster-port", "" + site.routePort()));
        }
        command.addAll(List.of("--store-dir", site.home().toString()));
        command.addAll(List.of("--pid-file", site.file("nats.pid").toString()));
        command.addAll(List.of("--log-file", site.file("nats.log").toString()));
        command.addAll(List.of("--output", "nats.conf"));
        // From its folder, and with the server in a variable: paths of flags are plain, those of a home need not be.
        ProcessBuilder generator = new ProcessBuilder(command)
                .directory(site.home().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true);
        // What counts is what dev was told, not what machine this is.
        generator.environment().keySet().removeAll(List.of("NODE_NAME", "CLUSTER_PEERS"));
        generator.environment().put("NATS_SERVER", program);
        Outcome outcome = run(generator);
        if (outcome.exitCode() != 0) {
            String why = outcome.text().strip().replaceAll("\\s*\\R\\s*", "; ");
            throw new LocalClusterException(
                    LocalClusterException.FAILED, "the configuration of " + site.name() + " is refused: " + why);
        }
    }

    ProcessBuilder command(NodeLocation site) {
        List<String> command = List.of(program, "-c", site.file("nats.conf").toString());
        return new ProcessBuilder(SystemProcesses.apart(command))
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(site.file("nats.log").toFile()));
    }

    private record Outcome(int exitCode, String text) {}

    private static Outcome run(ProcessBuilder command) {
        try {
            Process process = command.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        } catch (IOException failure) {
            throw new LocalClusterException(
                    LocalClusterException.FAILED, "bash could not be run: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException(LocalClusterException.FAILED, "interrupted", interrupted);
        }
    }
}
