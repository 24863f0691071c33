package com.nimsforest.node.bootstrap.dev;

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
final class Household {
    private static final Duration SERVER_STARTS = Duration.ofSeconds(30);
    private static final Duration REMINDER = Duration.ofSeconds(20);
    private static final Duration NODE_STOPS = Duration.ofSeconds(5);
    private static final Duration SERVER_STOPS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final DevPlan plan;
    private final Consumer<String> say;
    private final List<Kept> servers = new ArrayList<>();
    private final List<Kept> nodes = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dev-timer");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Guard guard;

    Household(DevPlan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
    }

    /** Returns when every node can take and keep data. */
    void start() throws InterruptedException {
        startServers(site -> say.accept(Welcome.place(plan, site)));
        servers.forEach(Kept::keep);
        for (Site site : plan.sites()) {
            begin(nodes, site, "node", "node", () -> NodeProgram.command(plan, site));
        }
        for (Site site : plan.sites()) {
            awaitNode(site);
        }
        nodes.forEach(Kept::keep);
    }

    /**
     * Starts the servers alone, and returns when all of them are healthy; they are not started again when they die.
     *
     * @param configured is told of each site before its server starts, when its configuration is there
     */
    void startServers(Consumer<Site> configured) throws InterruptedException {
        try (OpsFiles ops = OpsFiles.unpack()) {
            NatsProgram nats = NatsProgram.find(ops);
            plan.sites().forEach(site -> nats.configure(plan, site));
            watch();
            for (Site site : plan.sites()) {
                configured.accept(site);
                begin(servers, site, "nats", "server", () -> nats.command(site));
            }
        }
        for (Site site : plan.sites()) {
            awaitServer(site);
        }
    }

    private synchronized void watch() {
        if (!isStopping()) {
            guard = Guard.over(plan.folder());
        }
    }

    private synchronized void begin(
            List<Kept> kind, Site site, String files, String what, Supplier<ProcessBuilder> command) {
        if (isStopping()) {
            return;
        }
        Path log = site.file(files + ".log");
        Kept kept = new Kept(what + " of " + site.name(), log, site.file(files + ".pid"), command, timer, say);
        kind.add(kept);
        kept.start();
    }

    private void awaitServer(Site site) throws InterruptedException {
        Kept server = servers.get(site.number() - 1);
        URI monitor = site.monitor();
        long end = System.nanoTime() + SERVER_STARTS.toNanos();
        while (!Probe.isUp(monitor, "/healthz?js-enabled-only=true")) {
            failIfEnded(server, DevFailure.FAILED);
            if (System.nanoTime() - end > 0) {
                throw new DevFailure(
                        DevFailure.FAILED,
                        "the server of " + site.name() + " is not healthy after " + SERVER_STARTS.toSeconds() + " s: "
                                + Probe.words(monitor, "/healthz?js-enabled-only=true") + "; see "
                                + site.file("nats.log"));
            }
            pause();
        }
    }

    private void awaitNode(Site site) throws InterruptedException {
        Kept node = nodes.get(site.number() - 1);
        long reminder = System.nanoTime() + REMINDER.toNanos();
        while (!Probe.isUp(site.http(), "/readyz")) {
            failIfEnded(node, DevFailure.CONFIGURATION);
            if (System.nanoTime() - reminder > 0) {
                say.accept(site.name() + " is not ready yet: " + Probe.words(site.http(), "/readyz") + "; see "
                        + site.file("node.log"));
                reminder = System.nanoTime() + REMINDER.toNanos();
            }
            pause();
        }
    }

    /** A process that dies before it ever worked would only die again. */
    private static void failIfEnded(Kept process, int passedOn) {
        process.ended().ifPresent(exitCode -> {
            throw new DevFailure(exitCode == passedOn ? passedOn : DevFailure.FAILED, "the " + process.ending());
        });
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    void awaitStop() throws InterruptedException {
        stopping.await();
    }

    private void pause() throws InterruptedException {
        if (stopping.await(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS)) {
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
        end(nodes, NODE_STOPS);
        end(servers, SERVER_STOPS);
        timer.shutdownNow();
        // What still runs is a script that looks for a server, or the guard of processes that are gone.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Optional.ofNullable(guard).ifPresent(Guard::close);
        say.accept("stopped");
    }

    private static void end(List<Kept> kind, Duration patience) {
        List<ProcessHandle> running = kind.stream()
                .flatMap(kept -> kept.stop().stream())
                .map(Process::toHandle)
                .toList();
        Ending.of(running, patience);
        kind.forEach(Kept::forget);
    }
}
