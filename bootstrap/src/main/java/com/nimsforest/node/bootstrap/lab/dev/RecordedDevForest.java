package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A dev mesh, found by its folder from another process. */
public final class RecordedDevForest {
    private static final int SMALLEST = 3;

    private final DevPlan plan;
    private final boolean supervised;

    private RecordedDevForest(DevPlan plan, boolean supervised) {
        this.plan = requireNonNull(plan, "plan");
        this.supervised = supervised;
    }

    /** The mesh in the folder; fails when there is none. */
    public static RecordedDevForest in(Path folder) {
        try {
            Path real = folder.toRealPath();
            DevPlan plan = DevPlanFile.read(real).orElseThrow(() -> absent(folder));
            return new RecordedDevForest(plan, DevFolderLock.isHeld(real));
        } catch (IOException missing) {
            throw absent(folder);
        }
    }

    private static DevForestException absent(Path folder) {
        return new DevForestException(
                DevForestException.USAGE,
                "no dev mesh in " + folder
                        + ": start one with 'nimsforest dev --nodes 3', or name its folder with --dir");
    }

    public Path folder() {
        return plan.folder();
    }

    public List<DevNodeLayout> locations() {
        return plan.locations();
    }

    /** Why no fault should be injected here; empty when this is a running mesh of three servers or more. */
    public Optional<String> unfitReason() {
        if (!supervised) {
            return Optional.of("no dev runs in " + plan.folder() + ", so a killed server would not be restarted");
        }
        if (plan.nodes() < SMALLEST) {
            return Optional.of(plan.folder() + " has " + plan.nodes() + " of the " + SMALLEST
                    + " servers that a mesh needs; start it with 'nimsforest dev --nodes 3'");
        }
        return Optional.empty();
    }

    /** The running server of a location; empty while it is down. */
    public Optional<ProcessHandle> server(DevNodeLayout location) {
        return LeftoverProcessStopper.running(location.home(), "nats.pid");
    }
}
