package com.nimsforest.node.bootstrap.command.rescue;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One nats-server on the loopback address with a copy of a store, under the name of a machine. For one thread. */
final class TemporaryServer {
    private static final File NOTHING = new File("/dev/null");
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;

    private TemporaryServer(Process process) {
        this.process = process;
    }

    /**
     * How one is configured.
     *
     * @param folder its own, in which {@code jetstream} is the copy
     * @param routes the addresses of the others
     */
    record Plan(
            String name,
            String mesh,
            Path folder,
            int clientPort,
            int monitorPort,
            int routePort,
            List<String> routes) {
        Plan {
            requireNonNull(name, "name");
            requireNonNull(mesh, "mesh");
            requireNonNull(folder, "folder");
            routes = List.copyOf(routes);
        }

        private List<String> lines() {
            return List.of(
                    "server_name: \"" + name + "\"",
                    "listen: \"127.0.0.1:" + clientPort + "\"",
                    "http: \"127.0.0.1:" + monitorPort + "\"",
                    "log_file: \"" + folder.resolve("nats.log") + "\"",
                    "jetstream { store_dir: \"" + folder + "\", max_mem: 256MB, max_file: 100TB }",
                    "cluster { name: \"" + mesh + "\", listen: \"127.0.0.1:" + routePort + "\", routes: ["
                            + String.join(", ", routes) + "] }");
        }
    }

    static TemporaryServer start(Path program, Plan plan) throws IOException {
        Path configuration = plan.folder().resolve("nats.conf");
        Files.write(configuration, plan.lines());
        return new TemporaryServer(new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(plan.folder().resolve("nats.out").toFile())
                .start());
    }

    boolean isRunning() {
        return process.isAlive();
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
