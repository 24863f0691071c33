package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts the local forest, keeps it running, and stops it. */
public final class DevForestRunner {
    private final Environment environment;
    private final Consumer<String> report;

    /**
     * Creates a runner.
     *
     * @param report receives each line for the user, from any thread
     */
    public DevForestRunner(Environment environment, Consumer<String> report) {
        this.environment = requireNonNull(environment, "environment");
        this.report = requireNonNull(report, "say");
    }

    /** Runs the forest until the process is stopped. */
    @SuppressWarnings("try") // the lock is only held
    public void run(DevPlan wanted) {
        InheritedSettingsCheck.check(environment).forEach(warning -> report.accept("warning: " + warning));
        try {
            Path folder = Files.createDirectories(wanted.folder()).toRealPath();
            DevPlan plan = wanted.in(folder);
            try (DevFolderLock lock = DevFolderLock.on(folder)) {
                prepare(plan);
                runUntilStopped(plan);
            }
        } catch (IOException failure) {
            throw new DevForestException(
                    DevForestException.FAILED, FolderFailureText.of(wanted.folder(), failure), failure);
        }
    }

    private void prepare(DevPlan plan) throws IOException {
        report.accept(plan.nodes() + (plan.mesh() ? " servers, each with its node," : " server with its node") + " in "
                + plan.folder()
                + (plan.clean() ? ", without earlier data" : " (the data stays; --clean removes it first)"));
        LeftoverProcessStopper.stop(plan.folder(), report);
        if (plan.clean()) {
            DevFolderCleaner.clean(plan.folder());
        }
        FreePortCheck.allFree(plan);
        DevPlanFile.write(plan);
        for (DevNodeLayout location : plan.locations()) {
            Files.createDirectories(location.home());
            if (plan.mesh()) {
                DevFolderCleaner.moveAway(location.home())
                        .ifPresent(
                                moved -> report.accept("the data of an earlier single server is not part of this mesh"
                                        + "; moved to " + moved));
            }
        }
    }

    private void runUntilStopped(DevPlan plan) {
        DevForestProcesses cluster = new DevForestProcesses(plan, report);
        Thread shutdownHook = new Thread(cluster::stop, "dev-stop");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            cluster.start();
            DevWelcomeText.lines(plan).forEach(report);
            cluster.awaitStop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (DevForestException failure) {
            // A start that was interrupted by the stop fails, which is expected.
            if (!cluster.isStopping()) {
                throw failure;
            }
        } finally {
            cluster.stop();
        }
    }
}
