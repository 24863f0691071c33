package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import com.nimsforest.node.bootstrap.lab.process.OwnSessionCommand;
import com.nimsforest.node.bootstrap.lab.process.ProgramRunner;
import com.nimsforest.node.bootstrap.lab.process.ProgramRunner.Outcome;
import com.nimsforest.node.bootstrap.ops.UnpackedOpsFiles;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The real nats-server: found or installed, configured, and run, by the same scripts that set a machine up. */
final class NatsServerProgram {
    private static final File DEV_NULL = new File("/dev/null");

    private final UnpackedOpsFiles ops;
    private final String program;

    private NatsServerProgram(UnpackedOpsFiles ops, String program) {
        this.ops = ops;
        this.program = program;
    }

    /** Finds one, or installs one, which may take minutes; the script writes each step to standard error. */
    static NatsServerProgram find(UnpackedOpsFiles ops) {
        ProcessBuilder search = new ProcessBuilder("bash", ops.script("install-nats-server.sh"), "--find")
                .redirectInput(DEV_NULL)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Outcome outcome = ProgramRunner.run(search);
        if (!outcome.succeeded()) {
            int exitCode = outcome.exitCode() == DevForestException.CONFIGURATION
                    ? outcome.exitCode()
                    : DevForestException.FAILED;
            throw new DevForestException(exitCode, "no nats-server found: see the lines above");
        }
        return new NatsServerProgram(ops, outcome.text());
    }

    String path() {
        return program;
    }

    /** Writes the server's configuration from the template of every machine. */
    void configure(DevPlan plan, DevNodeLayout location) {
        List<String> command = new ArrayList<>(List.of("bash", ops.script("generate-nats-config.sh")));
        command.addAll(List.of("--node-name", location.name()));
        command.addAll(List.of("--client-host", DevNodeLayout.HOST, "--client-port", "" + location.clientPort()));
        command.addAll(List.of("--http-port", "" + location.monitorPort()));
        if (plan.mesh()) {
            command.addAll(List.of("--cluster-peers", plan.peersOf(location), "--cluster-name", "nimsforest-dev"));
            command.addAll(List.of("--cluster-host", DevNodeLayout.HOST, "--cluster-port", "" + location.routePort()));
        }
        command.addAll(List.of("--store-dir", location.home().toString()));
        command.addAll(List.of("--pid-file", location.file("nats.pid").toString()));
        command.addAll(List.of("--log-file", location.file("nats.log").toString()));
        command.addAll(List.of("--output", "nats.conf"));
        // Run in its folder, with the server in a variable: the script takes only plain paths as values of flags.
        ProcessBuilder generator = new ProcessBuilder(command)
                .directory(location.home().toFile())
                .redirectInput(DEV_NULL)
                .redirectErrorStream(true);
        // The variables of this machine would override the flags that are left out.
        generator.environment().keySet().removeAll(List.of("NODE_NAME", "CLUSTER_PEERS"));
        generator.environment().put("NATS_SERVER", program);
        Outcome outcome = ProgramRunner.run(generator);
        if (!outcome.succeeded()) {
            String why = outcome.text().replaceAll("\\s*\\R\\s*", "; ");
            throw new DevForestException(
                    DevForestException.FAILED, "the configuration of " + location.name() + " was refused: " + why);
        }
    }

    ProcessBuilder command(DevNodeLayout location) {
        List<String> command = List.of(program, "-c", location.file("nats.conf").toString());
        return new ProcessBuilder(OwnSessionCommand.of(command))
                .redirectInput(DEV_NULL)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        location.file("nats.log").toFile()));
    }
}
