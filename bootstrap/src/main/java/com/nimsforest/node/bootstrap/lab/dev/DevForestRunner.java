package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts the local forest, keeps it running, and stops it. */
public final class DevForestRunner {
    private final Environment environment;
    private final Consumer<String> say;

    /**
     * Prepares a forest.
     *
     * @param say takes each line for the person who started it, from any thread
     */
    public DevForestRunner(Environment environment, Consumer<String> say) {
        this.environment = requireNonNull(environment, "environment");
        this.say = requireNonNull(say, "say");
    }

    /** Runs the forest until the process is told to end. */
    @SuppressWarnings("try") // the lock is only held
    public void run(DevPlan wanted) {
        DevNodeSettings.check(environment).forEach(warning -> say.accept("warning: " + warning));
        try {
            Path folder = Files.createDirectories(wanted.folder()).toRealPath();
            DevPlan plan = wanted.in(folder);
            try (DevFolderLock lock = DevFolderLock.on(folder)) {
                prepare(plan);
                runUntilStopped(plan);
            }
        } catch (IOException failure) {
            throw new LocalClusterException(
                    LocalClusterException.FAILED,
                    "the folder " + wanted.folder() + " cannot be used: " + failure.getMessage(),
                    failure);
        }
    }

    private void prepare(DevPlan plan) throws IOException {
        say.accept(plan.nodes() + (plan.mesh() ? " servers, each with its node," : " server with its node") + " in "
                + plan.folder() + (plan.clean() ? ", from nothing" : " (the data stays; --clean removes it first)"));
        LeftoverProcesses.stop(plan.folder(), say);
        if (plan.clean()) {
            DevFolders.clean(plan.folder());
        }
        FreePortCheck.allFree(plan);
        DevPlanFile.write(plan);
        for (NodeLocation site : plan.sites()) {
            Files.createDirectories(site.home());
            if (plan.mesh()) {
                DevFolders.setAside(site.home())
                        .ifPresent(
                                kept -> say.accept("the data of the single server of an earlier run is not this mesh's,"
                                        + " and is kept in " + kept));
            }
        }
    }

    private void runUntilStopped(DevPlan plan) {
        LocalCluster cluster = new LocalCluster(plan, say);
        Thread shutdownHook = new Thread(cluster::stop, "dev-stop");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            cluster.start();
            DevWelcomeText.lines(plan).forEach(say);
            cluster.awaitStop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (LocalClusterException failure) {
            // What is killed half-way fails, and that is no news to who stopped it.
            if (!cluster.isStopping()) {
                throw failure;
            }
        } finally {
            cluster.stop();
        }
    }
}
