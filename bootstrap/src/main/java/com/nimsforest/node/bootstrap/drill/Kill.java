package com.nimsforest.node.bootstrap.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.dev.DevMesh;
import com.nimsforest.node.bootstrap.dev.Site;
import java.time.Duration;

/** SIGKILL; dev starts the server again. */
final class Kill implements Breakage {
    private final DevMesh mesh;

    Kill(DevMesh mesh) {
        this.mesh = requireNonNull(mesh, "mesh");
    }

    @Override
    public void strike(Site site) {
        mesh.server(site).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void undo() {}
}
