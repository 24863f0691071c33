package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import com.nimsforest.node.bootstrap.lab.process.HealthEndpointReader;
import com.nimsforest.node.bootstrap.lab.process.OrphanProcessGuard;
import com.nimsforest.node.bootstrap.lab.process.ProcessStopper;
import com.nimsforest.node.bootstrap.lab.process.SupervisedProcess;
import com.nimsforest.node.bootstrap.ops.UnpackedOpsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All processes of one local forest. One thread starts them; any may stop them, once or more often. */
final class DevForestProcesses {
    private static final Duration SERVER_START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REMINDER_INTERVAL = Duration.ofSeconds(20);
    private static final Duration NODE_STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SERVER_STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final DevPlan plan;
    private final Consumer<String> report;
    private final List<SupervisedProcess> servers = new ArrayList<>();
    private final List<SupervisedProcess> nodes = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dev-timer");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable OrphanProcessGuard guard;

    DevForestProcesses(DevPlan plan, Consumer<String> report) {
        this.plan = plan;
        this.report = report;
    }

    /** Returns when every node can take and keep data. */
    void start() throws InterruptedException {
        startServers(location -> report.accept(DevWelcomeText.place(plan, location)));
        servers.forEach(SupervisedProcess::restartOnExit);
        for (DevNodeLayout location : plan.locations()) {
            start(nodes, location, "node", "node", () -> DevNodeCommandLine.command(plan, location));
        }
        for (DevNodeLayout location : plan.locations()) {
            awaitNode(location);
        }
        nodes.forEach(SupervisedProcess::restartOnExit);
    }

    /**
     * Starts the servers alone, and returns when all of them are healthy; they are not started again when they die.
     *
     * @param configured is called for each location after its configuration was written, before its server starts
     */
    void startServers(Consumer<DevNodeLayout> configured) throws InterruptedException {
        try (UnpackedOpsFiles ops = UnpackedOpsFiles.unpack()) {
            NatsServerProgram nats = NatsServerProgram.find(ops);
            plan.locations().forEach(location -> nats.configure(plan, location));
            startGuard();
            for (DevNodeLayout location : plan.locations()) {
                configured.accept(location);
                start(servers, location, "nats", "server", () -> nats.command(location));
            }
        }
        for (DevNodeLayout location : plan.locations()) {
            awaitServer(location);
        }
    }

    private synchronized void startGuard() {
        if (!isStopping()) {
            guard = OrphanProcessGuard.over(plan.folder());
        }
    }

    private synchronized void start(
            List<SupervisedProcess> kind,
            DevNodeLayout location,
            String files,
            String what,
            Supplier<ProcessBuilder> command) {
        if (isStopping()) {
            return;
        }
        Path log = location.file(files + ".log");
        SupervisedProcess process = new SupervisedProcess(
                what + " of " + location.name(), log, location.file(files + ".pid"), command, timer, report);
        kind.add(process);
        process.start();
    }

    private void awaitServer(DevNodeLayout location) throws InterruptedException {
        SupervisedProcess server = servers.get(location.number() - 1);
        URI monitor = location.monitor();
        long end = System.nanoTime() + SERVER_START_TIMEOUT.toNanos();
        while (!HealthEndpointReader.isUp(monitor, "/healthz?js-enabled-only=true")) {
            failIfEnded(server, DevForestException.FAILED);
            if (System.nanoTime() - end > 0) {
                throw new DevForestException(
                        DevForestException.FAILED,
                        "the server of " + location.name() + " is not healthy after " + SERVER_START_TIMEOUT.toSeconds()
                                + " s: "
                                + HealthEndpointReader.bodyLine(monitor, "/healthz?js-enabled-only=true") + "; see "
                                + location.file("nats.log"));
            }
            pause();
        }
    }

    private void awaitNode(DevNodeLayout location) throws InterruptedException {
        SupervisedProcess node = nodes.get(location.number() - 1);
        long reminder = System.nanoTime() + REMINDER_INTERVAL.toNanos();
        while (!HealthEndpointReader.isUp(location.http(), "/readyz")) {
            failIfEnded(node, DevForestException.CONFIGURATION);
            if (System.nanoTime() - reminder > 0) {
                report.accept(location.name() + " is not ready yet: "
                        + HealthEndpointReader.bodyLine(location.http(), "/readyz") + "; see "
                        + location.file("node.log"));
                reminder = System.nanoTime() + REMINDER_INTERVAL.toNanos();
            }
            pause();
        }
    }

    /** A process that dies before it was ready would die again after a restart. */
    private static void failIfEnded(SupervisedProcess process, int passedOn) {
        process.exitCode().ifPresent(exitCode -> {
            throw new DevForestException(
                    exitCode == passedOn ? passedOn : DevForestException.FAILED, "the " + process.exitDescription());
        });
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    void awaitStop() throws InterruptedException {
        stopping.await();
    }

    private void pause() throws InterruptedException {
        if (stopping.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("told to stop");
        }
    }

    /** Stops the nodes, then the servers. Returns when nothing is left; a second caller waits for that too. */
    synchronized void stop() {
        if (isStopping()) {
            return;
        }
        stopping.countDown();
        report.accept("stopping");
        stopAll(nodes, NODE_STOP_TIMEOUT);
        stopAll(servers, SERVER_STOP_TIMEOUT);
        timer.shutdownNow();
        // Still running: a script that looks for a server, or the guard.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Optional.ofNullable(guard).ifPresent(OrphanProcessGuard::close);
        report.accept("stopped");
    }

    private static void stopAll(List<SupervisedProcess> kind, Duration timeout) {
        List<ProcessHandle> running = kind.stream()
                .flatMap(process -> process.stop().stream())
                .map(Process::toHandle)
                .toList();
        ProcessStopper.stop(running, timeout);
        kind.forEach(SupervisedProcess::deletePidFile);
    }
}
