package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.OwnSessionCommand;
import com.nimsforest.node.bootstrap.ops.UnpackedOpsFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a node as a child process of the same program. */
final class DevNodeCommandLine {
    private static final String MAIN = "com.nimsforest.node.bootstrap.Main";

    /** Many on one small machine: little memory, and fewer threads of the JVM's own. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private static final Pattern ARCHIVE_OPTION =
            Pattern.compile("-XX:SharedArchiveFile=|-XX:\\+VerifySharedSpaces|-Xlog:");

    private DevNodeCommandLine() {}

    static ProcessBuilder command(DevPlan plan, DevNodeLayout location) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(classArchiveOptions());
        // Identifies the process later: its pid alone may be reused.
        command.add("-Dnimsforest.dev=" + location.home());
        Path code = UnpackedOpsFiles.codeSource();
        command.addAll(
                Files.isDirectory(code)
                        ? List.of("-cp", System.getProperty("java.class.path"), MAIN, "run")
                        : List.of("-jar", code.toString(), "run"));
        ProcessBuilder node = new ProcessBuilder(OwnSessionCommand.of(command))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        location.file("node.log").toFile()));
        setVariables(node.environment(), plan, location);
        return node;
    }

    /** The archive of classes that the launcher gave this process serves its nodes too. */
    private static List<String> classArchiveOptions() {
        return Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]))
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> ARCHIVE_OPTION.matcher(argument).lookingAt())
                .toList();
    }

    /** What dev decides is set; how to log and to retry, plug-ins and the HTTP token are as dev's own user has them. */
    private static void setVariables(Map<String, String> environment, DevPlan plan, DevNodeLayout location) {
        InheritedSettingsCheck.SET_BY_DEV.forEach(environment::remove);
        environment.put("NATS_URL", location.natsUrl());
        environment.put("NATS_MONITOR_URL", location.monitor().toString());
        environment.put("NODE_NAME", location.name());
        if (plan.mesh()) {
            environment.put("CLUSTER_PEERS", plan.peersOf(location));
        }
        environment.put("NIMSFOREST_HTTP_HOST", DevNodeLayout.HOST);
        environment.put("NIMSFOREST_HTTP_PORT", "" + location.httpPort());
        environment.put("NIMSFOREST_STATE_DIR", location.file(".").normalize().toString());
        environment.put("NIMSFOREST_DEMO", "true");
    }
}
