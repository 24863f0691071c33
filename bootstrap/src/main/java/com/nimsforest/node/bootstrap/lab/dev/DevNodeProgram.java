package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.SystemProcesses;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** This same program as a process of its own that runs one node. */
final class DevNodeProgram {
    private static final String MAIN = "com.nimsforest.node.bootstrap.Main";

    /** Many on one small machine: little memory, and fewer threads of the JVM's own. */
    private static final List<String> FRUGAL =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private DevNodeProgram() {}

    static ProcessBuilder command(DevPlan plan, NodeLocation site) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FRUGAL);
        // By this, and not by its number alone, a process of ours is known later.
        command.add("-Dnimsforest.dev=" + site.home());
        Path code = UnpackedOpsFiles.codeSource();
        command.addAll(
                Files.isDirectory(code)
                        ? List.of("-cp", System.getProperty("java.class.path"), MAIN, "run")
                        : List.of("-jar", code.toString(), "run"));
        ProcessBuilder node = new ProcessBuilder(SystemProcesses.apart(command))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(site.file("node.log").toFile()));
        equip(node.environment(), plan, site);
        return node;
    }

    /** What dev decides is set; how to log and to retry, plug-ins and the HTTP token are as dev's own user has them. */
    private static void equip(Map<String, String> environment, DevPlan plan, NodeLocation site) {
        DevNodeSettings.DECIDED.forEach(environment::remove);
        environment.put("NATS_URL", site.natsUrl());
        environment.put("NATS_MONITOR_URL", site.monitor().toString());
        environment.put("NODE_NAME", site.name());
        if (plan.mesh()) {
            environment.put("CLUSTER_PEERS", plan.peersOf(site));
        }
        environment.put("STREAM_REPLICAS", "" + plan.replicas());
        environment.put("NIMSFOREST_HTTP_HOST", NodeLocation.HOST);
        environment.put("NIMSFOREST_HTTP_PORT", "" + site.httpPort());
        environment.put("NIMSFOREST_STATE_DIR", site.file(".").normalize().toString());
        environment.put("NIMSFOREST_DEMO", "true");
    }
}
