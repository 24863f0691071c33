package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A local forest that a dev runs, as another process finds it by its folder. */
public final class RunningDevMesh {
    private static final int SMALLEST = 3;

    private final DevPlan plan;
    private final boolean kept;

    private RunningDevMesh(DevPlan plan, boolean kept) {
        this.plan = requireNonNull(plan, "plan");
        this.kept = kept;
    }

    /** What dev has made in the folder; a failure in the words for the person who named it when it has made nothing. */
    public static RunningDevMesh in(Path folder) {
        try {
            Path real = folder.toRealPath();
            DevPlan plan = DevPlanFile.read(real).orElseThrow(() -> absent(folder));
            return new RunningDevMesh(plan, DevFolderLock.isHeld(real));
        } catch (IOException missing) {
            throw absent(folder);
        }
    }

    private static LocalClusterException absent(Path folder) {
        return new LocalClusterException(
                LocalClusterException.USAGE,
                "there is no dev mesh in " + folder
                        + ": start one with 'nimsforest dev --nodes 3', or name its folder with --dir");
    }

    public Path folder() {
        return plan.folder();
    }

    public List<NodeLocation> sites() {
        return plan.sites();
    }

    /** Why breaking something here may do more than a dev mesh can bear; empty when it is one, and whole. */
    public Optional<String> objection() {
        if (!kept) {
            return Optional.of("no dev runs in " + plan.folder() + ", so nothing would start again what is killed");
        }
        if (plan.nodes() < SMALLEST) {
            return Optional.of(plan.folder() + " has " + plan.nodes() + " of the " + SMALLEST
                    + " servers that a mesh needs; start it with 'nimsforest dev --nodes 3'");
        }
        return Optional.empty();
    }

    /** The running server of a site; empty while it is down. */
    public Optional<ProcessHandle> server(NodeLocation site) {
        return LeftoverProcesses.running(site.home(), "nats.pid");
    }
}
