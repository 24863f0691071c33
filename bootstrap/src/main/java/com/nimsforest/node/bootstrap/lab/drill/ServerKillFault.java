package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.RecordedDevForest;
import java.time.Duration;

/** SIGKILL; dev starts the server again. */
final class ServerKillFault implements ServerFault {
    private final RecordedDevForest mesh;

    ServerKillFault(RecordedDevForest mesh) {
        this.mesh = requireNonNull(mesh, "mesh");
    }

    @Override
    public void inject(DevNodeLayout location) {
        mesh.server(location).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public Duration duration() {
        return Duration.ZERO;
    }

    @Override
    public void revert() {}
}
