package com.nimsforest.node.bootstrap.lab.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process that is started again whenever it dies, once it was seen to work. Any thread may call it. */
public final class SupervisedProcess {
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

    private final String name;
    private final Path log;
    private final Path pidFile;
    private final Supplier<ProcessBuilder> command;
    private final ScheduledExecutorService timer;
    private final Consumer<String> say;
    private @Nullable Process process;
    private long logStart;
    private boolean restarted;
    private boolean stopping;

    public SupervisedProcess(
            String name,
            Path log,
            Path pidFile,
            Supplier<ProcessBuilder> command,
            ScheduledExecutorService timer,
            Consumer<String> say) {
        this.name = requireNonNull(name, "name");
        this.log = requireNonNull(log, "log");
        this.pidFile = requireNonNull(pidFile, "pidFile");
        this.command = requireNonNull(command, "command");
        this.timer = requireNonNull(timer, "timer");
        this.say = requireNonNull(say, "say");
    }

    /** Starts it for the first time, or again. */
    public synchronized void start() {
        if (stopping) {
            return;
        }
        logStart = LogFileTail.size(log);
        try {
            Process started = command.get().start();
            process = started;
            Files.writeString(pidFile, started.pid() + "\n");
            started.onExit().thenAccept(this::onExit);
        } catch (IOException failure) {
            throw new LocalClusterException(
                    LocalClusterException.FAILED, name + " could not be started: " + failure.getMessage(), failure);
        }
    }

    /** From now on it is started again when it dies. */
    public synchronized void restartOnExit() {
        restarted = true;
        Process current = process;
        if (current != null && !current.isAlive()) {
            onExit(current);
        }
    }

    /** The exit code, when it is not running. */
    public synchronized OptionalInt exitCode() {
        Process current = process;
        return current == null || current.isAlive() ? OptionalInt.empty() : OptionalInt.of(current.exitValue());
    }

    /** How it ended, and the last line of its log. */
    public synchronized String exitDescription() {
        Process current = process;
        String how = current == null || current.isAlive() ? "runs" : SystemProcesses.ending(current.exitValue());
        String words = LogFileTail.lastLine(log, logStart);
        return name + " " + how + (words.isEmpty() ? "" : ", last log line: " + words);
    }

    /** Asks it to end; it is not started again. */
    public synchronized Optional<Process> stop() {
        stopping = true;
        Optional<Process> current = Optional.ofNullable(process);
        current.ifPresent(Process::destroy);
        return current;
    }

    /** Deletes the pid file of a process that has ended. */
    public void deletePidFile() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException left) {
            say.accept(pidFile + " could not be removed: " + left.getMessage());
        }
    }

    private synchronized void onExit(Process dead) {
        if (stopping || !restarted || dead != process) {
            return;
        }
        say.accept(exitDescription() + "; starting it again in " + RESTART_DELAY.toSeconds() + " s");
        timer.schedule(this::startAgain, RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void startAgain() {
        try {
            start();
        } catch (LocalClusterException failure) {
            say.accept(failure.getMessage() + "; trying again in " + RESTART_DELAY.toSeconds() + " s");
            timer.schedule(this::startAgain, RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
