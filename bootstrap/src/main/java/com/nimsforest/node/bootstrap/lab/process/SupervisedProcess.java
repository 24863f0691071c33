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

/** A child process that is restarting whenever it dies, from {@link #restartOnExit} on. Any thread. */
public final class SupervisedProcess {
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

    private final String name;
    private final Path log;
    private final Path pidFile;
    private final Supplier<ProcessBuilder> command;
    private final ScheduledExecutorService timer;
    private final Consumer<String> report;
    private @Nullable Process process;
    private long logStart;
    private boolean restarting;
    private boolean stopping;

    public SupervisedProcess(
            String name,
            Path log,
            Path pidFile,
            Supplier<ProcessBuilder> command,
            ScheduledExecutorService timer,
            Consumer<String> report) {
        this.name = requireNonNull(name, "name");
        this.log = requireNonNull(log, "log");
        this.pidFile = requireNonNull(pidFile, "pidFile");
        this.command = requireNonNull(command, "command");
        this.timer = requireNonNull(timer, "timer");
        this.report = requireNonNull(report, "say");
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
            throw new DevForestException(
                    DevForestException.FAILED, name + " could not be started: " + failure.getMessage(), failure);
        }
    }

    /** From now on the process is restarting when it dies. */
    public synchronized void restartOnExit() {
        restarting = true;
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
        String how = current == null || current.isAlive() ? "runs" : exitDescription(current.exitValue());
        String line = LogFileTail.lastLine(log, logStart);
        return name + " " + how + (line.isEmpty() ? "" : ", last log line: " + line);
    }

    /** Sends SIGTERM; the process is not restarting. */
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
            report.accept(pidFile + " could not be removed: " + left.getMessage());
        }
    }

    private synchronized void onExit(Process dead) {
        if (stopping || !restarting || dead != process) {
            return;
        }
        report.accept(exitDescription() + "; restarting it in " + RESTART_DELAY.toSeconds() + " s");
        timer.schedule(this::startAgain, RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void startAgain() {
        try {
            start();
        } catch (DevForestException failure) {
            report.accept(failure.getMessage() + "; trying again in " + RESTART_DELAY.toSeconds() + " s");
            timer.schedule(this::startAgain, RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The meaning of an exit code. */
    private static String exitDescription(int exitCode) {
        return exitCode > 128 ? "was killed by signal " + (exitCode - 128) : "ended with exit code " + exitCode;
    }
}
