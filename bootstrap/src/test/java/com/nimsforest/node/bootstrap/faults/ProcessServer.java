package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server as a process of this machine. */
final class ProcessServer implements ServerControl {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final List<String> inside;
    private final Path folder;
    private final Path store;
    private Process process;

    /**
     * Does not begin it.
     *
     * @param inside what goes before a command that runs in its place
     * @param folder for its configuration and its log
     */
    ProcessServer(List<String> inside, Path folder, Path store) {
        this.inside = List.copyOf(inside);
        this.folder = folder;
        this.store = store;
    }

    @Override
    public String store() {
        return store.toString();
    }

    @Override
    public void launch(String version, String configuration) {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(store);
            Path file = Files.writeString(folder.resolve("nats.conf"), configuration);
            List<String> command = new ArrayList<>(inside);
            command.addAll(List.of(NatsServerBinary.find(version).toString(), "-c", file.toString()));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                    .start();
            RUNNING.add(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void kill() {
        // Inside a namespace the program before it has become the server itself.
        signal("KILL");
        awaitEnd();
    }

    @Override
    public void stop() {
        // Lame duck, as the unit's KillSignal.
        signal("USR2");
        awaitEnd();
    }

    @Override
    public void freeze() {
        signal("STOP");
        HarnessWait.holds("the server in " + folder + " stands still", PATIENCE, () -> threadsAre(") T "));
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void wipe() {
        SystemShell.run("find", store.toString(), "-mindepth", "1", "-delete");
    }

    @Override
    public boolean runs() {
        return process != null && process.isAlive();
    }

    @Override
    public String log() {
        try {
            return Files.exists(output()) ? Files.readString(output()) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path output() {
        return folder.resolve("nats.log");
    }

    private void signal(String signal) {
        SystemShell.attempt("kill", "-" + signal, Long.toString(process.pid()));
    }

    private boolean threadsAre(String state) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("stat")).contains(state)) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server in " + folder + " does not end");
            }
            RUNNING.remove(process);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (runs()) {
            kill();
        }
    }
}
