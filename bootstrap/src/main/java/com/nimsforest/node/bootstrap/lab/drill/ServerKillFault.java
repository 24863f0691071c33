package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.NodeLocation;
import com.nimsforest.node.bootstrap.lab.dev.RunningDevMesh;
import java.time.Duration;

/** SIGKILL; dev starts the server again. */
final class ServerKillFault implements ServerFault {
    private final RunningDevMesh mesh;

    ServerKillFault(RunningDevMesh mesh) {
        this.mesh = requireNonNull(mesh, "mesh");
    }

    @Override
    public void inject(NodeLocation location) {
        mesh.server(location).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public Duration duration() {
        return Duration.ZERO;
    }

    @Override
    public void revert() {}
}
