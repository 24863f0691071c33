package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.RecordedDevForest;
import com.nimsforest.node.bootstrap.lab.process.ProgramRunner;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** SIGSTOP, and SIGCONT after a while. Safe for any thread. */
final class ServerPauseFault implements ServerFault {
    private final RecordedDevForest mesh;
    private final AtomicReference<@Nullable ProcessHandle> frozen = new AtomicReference<>();

    ServerPauseFault(RecordedDevForest mesh) {
        this.mesh = requireNonNull(mesh, "mesh");
    }

    @Override
    public void inject(DevNodeLayout location) {
        mesh.server(location).ifPresent(server -> {
            frozen.set(server);
            signal("STOP", server);
        });
    }

    @Override
    public Duration duration() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void revert() {
        ProcessHandle server = frozen.getAndSet(null);
        if (server != null) {
            signal("CONT", server);
        }
    }

    private static void signal(String signal, ProcessHandle server) {
        ProgramRunner.run("kill", "-" + signal, Long.toString(server.pid()));
    }
}
