package com.nimsforest.node.bootstrap.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.dev.DevMesh;
import com.nimsforest.node.bootstrap.dev.Site;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** SIGSTOP, and SIGCONT after a while. Safe for any thread. */
final class Freeze implements Breakage {
    private final DevMesh mesh;
    private final AtomicReference<@Nullable ProcessHandle> frozen = new AtomicReference<>();

    Freeze(DevMesh mesh) {
        this.mesh = requireNonNull(mesh, "mesh");
    }

    @Override
    public void strike(Site site) {
        mesh.server(site).ifPresent(server -> {
            frozen.set(server);
            signal("STOP", server);
        });
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void undo() {
        ProcessHandle server = frozen.getAndSet(null);
        if (server != null) {
            signal("CONT", server);
        }
    }

    private static void signal(String signal, ProcessHandle server) {
        Tools.run("kill", "-" + signal, Long.toString(server.pid()));
    }
}
