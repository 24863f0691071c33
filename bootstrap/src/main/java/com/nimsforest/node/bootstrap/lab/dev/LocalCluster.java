package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.HttpStatusProbe;
import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
import com.nimsforest.node.bootstrap.lab.process.OrphanProcessGuard;
import com.nimsforest.node.bootstrap.lab.process.ProcessStopper;
import com.nimsforest.node.bootstrap.lab.process.SupervisedProcess;
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
final class LocalCluster {
    private static final Duration SERVER_START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REMINDER_INTERVAL = Duration.ofSeconds(20);
    private static final Duration NODE_STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SERVER_STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final DevPlan plan;
    private final Consumer<String> say;
    private final List<SupervisedProcess> servers = new ArrayList<>();
    private final List<SupervisedProcess> nodes = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dev-timer");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable OrphanProcessGuard guard;

    LocalCluster(DevPlan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
    }

    /** Returns when every node can take and keep data. */
    void start() throws InterruptedException {
        startServers(site -> say.accept(DevWelcomeText.place(plan, site)));
        servers.forEach(SupervisedProcess::restartOnExit);
        for (NodeLocation site : plan.sites()) {
            begin(nodes, site, "node", "node", () -> DevNodeProgram.command(plan, site));
        }
        for (NodeLocation site : plan.sites()) {
            awaitNode(site);
        }
        nodes.forEach(SupervisedProcess::restartOnExit);
    }

    /**
     * Starts the servers alone, and returns when all of them are healthy; they are not started again when they die.
     *
     * @param configured is told of each site before its server starts, when its configuration is there
     */
    void startServers(Consumer<NodeLocation> configured) throws InterruptedException {
        try (UnpackedOpsFiles ops = UnpackedOpsFiles.unpack()) {
            NatsServerProgram nats = NatsServerProgram.find(ops);
            plan.sites().forEach(site -> nats.configure(plan, site));
            startGuard();
            for (NodeLocation site : plan.sites()) {
                configured.accept(site);
                begin(servers, site, "nats", "server", () -> nats.command(site));
            }
        }
        for (NodeLocation site : plan.sites()) {
            awaitServer(site);
        }
    }

    private synchronized void startGuard() {
        if (!isStopping()) {
            guard = OrphanProcessGuard.over(plan.folder());
        }
    }

    private synchronized void begin(
            List<SupervisedProcess> kind,
            NodeLocation site,
            String files,
            String what,
            Supplier<ProcessBuilder> command) {
        if (isStopping()) {
            return;
        }
        Path log = site.file(files + ".log");
        SupervisedProcess process =
                new SupervisedProcess(what + " of " + site.name(), log, site.file(files + ".pid"), command, timer, say);
        kind.add(process);
        process.start();
    }

    private void awaitServer(NodeLocation site) throws InterruptedException {
        SupervisedProcess server = servers.get(site.number() - 1);
        URI monitor = site.monitor();
        long end = System.nanoTime() + SERVER_START_TIMEOUT.toNanos();
        while (!HttpStatusProbe.isUp(monitor, "/healthz?js-enabled-only=true")) {
            failIfEnded(server, LocalClusterException.FAILED);
            if (System.nanoTime() - end > 0) {
                throw new LocalClusterException(
                        LocalClusterException.FAILED,
                        "the server of " + site.name() + " is not healthy after " + SERVER_START_TIMEOUT.toSeconds()
                                + " s: "
                                + HttpStatusProbe.words(monitor, "/healthz?js-enabled-only=true") + "; see "
                                + site.file("nats.log"));
            }
            pause();
        }
    }

    private void awaitNode(NodeLocation site) throws InterruptedException {
        SupervisedProcess node = nodes.get(site.number() - 1);
        long reminder = System.nanoTime() + REMINDER_INTERVAL.toNanos();
        while (!HttpStatusProbe.isUp(site.http(), "/readyz")) {
            failIfEnded(node, LocalClusterException.CONFIGURATION);
            if (System.nanoTime() - reminder > 0) {
                say.accept(site.name() + " is not ready yet: " + HttpStatusProbe.words(site.http(), "/readyz")
                        + "; see " + site.file("node.log"));
                reminder = System.nanoTime() + REMINDER_INTERVAL.toNanos();
            }
            pause();
        }
    }

    /** A process that dies before it ever worked would only die again. */
    private static void failIfEnded(SupervisedProcess process, int passedOn) {
        process.exitCode().ifPresent(exitCode -> {
            throw new LocalClusterException(
                    exitCode == passedOn ? passedOn : LocalClusterException.FAILED, "the " + process.exitDescription());
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
        say.accept("stopping");
        stopAll(nodes, NODE_STOP_TIMEOUT);
        stopAll(servers, SERVER_STOP_TIMEOUT);
        timer.shutdownNow();
        // What still runs is a script that looks for a server, or the guard of processes that are gone.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Optional.ofNullable(guard).ifPresent(OrphanProcessGuard::close);
        say.accept("stopped");
    }

    private static void stopAll(List<SupervisedProcess> kind, Duration timeout) {
        List<ProcessHandle> running = kind.stream()
                .flatMap(process -> process.stop().stream())
                .map(Process::toHandle)
                .toList();
        ProcessStopper.of(running, timeout);
        kind.forEach(SupervisedProcess::deletePidFile);
    }
}
