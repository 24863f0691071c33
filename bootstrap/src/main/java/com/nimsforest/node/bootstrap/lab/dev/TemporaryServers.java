package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real servers without nodes for a measurement, on free ports and with their data in a folder of their own. However the
 * process ends, the servers are stopped; after an orderly end their data is removed too. Any thread may close it.
 */
public final class TemporaryServers implements AutoCloseable {
    private static final int TRIES = 100;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 26_000;
    private static final int TO_HTTP = 1000;
    private static final Pattern SYNC = Pattern.compile("(?m)^\\s*sync_interval:.*\\R");

    private final DevPlan plan;
    private final DevFolderLock lock;
    private final DevForestProcesses cluster;
    private final Thread shutdownHook = new Thread(this::onShutdown, "servers-stop");
    private final List<Path> created;
    private volatile boolean shuttingDown;
    private boolean removed;

    private TemporaryServers(DevPlan plan, DevFolderLock lock, List<Path> created) {
        this.plan = plan;
        this.lock = lock;
        this.created = created;
        this.cluster = new DevForestProcesses(plan, line -> {});
    }

    /**
     * Starts the servers, and returns when they are healthy. The data of an earlier call is removed first.
     *
     * @param nodes how many servers; more than one are a mesh
     * @param folder for their data; what is in it must be of a call like this
     * @param synced whether each write is on the disk before it is acknowledged, as on every machine that was set up;
     *     else as the servers do by themselves
     */
    public static TemporaryServers start(int nodes, Path folder, boolean synced) throws InterruptedException {
        try {
            List<Path> missing = missing(requireNonNull(folder, "folder").toAbsolutePath());
            Path real = Files.createDirectories(folder).toRealPath();
            DevFolderLock lock = DevFolderLock.on(real);
            LeftoverProcessStopper.stop(real, line -> {});
            DevFolderCleaner.clean(real);
            TemporaryServers servers = new TemporaryServers(onFreePorts(nodes, real), lock, missing);
            servers.startServers(synced);
            return servers;
        } catch (IOException failure) {
            throw new DevForestException(DevForestException.FAILED, FolderFailureText.of(folder, failure), failure);
        }
    }

    public List<DevNodeLayout> locations() {
        return plan.locations();
    }

    /** The route addresses of all servers but this, with commas between them; empty when it is alone. */
    public String peersOf(DevNodeLayout location) {
        return plan.peersOf(location);
    }

    /** The folder and its parents that do not exist yet, the innermost first. */
    private static List<Path> missing(Path folder) {
        return Stream.iterate(folder, Objects::nonNull, Path::getParent)
                .takeWhile(Files::notExists)
                .toList();
    }

    private static DevPlan onFreePorts(int nodes, Path folder) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT))
                .limit(TRIES)
                .mapToObj(port -> new DevPlan(nodes, port, port + TO_HTTP, folder, true))
                .filter(FreePortCheck::isFree)
                .findFirst()
                .orElseThrow(() -> new DevForestException(
                        DevForestException.FAILED, "no free ports between " + FIRST_PORT + " and " + LAST_PORT));
    }

    private void startServers(boolean synced) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            for (DevNodeLayout location : plan.locations()) {
                Files.createDirectories(location.home());
            }
            cluster.startServers(location -> configureSync(location, synced));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static void configureSync(DevNodeLayout location, boolean synced) {
        Path file = location.file("nats.conf");
        try {
            if (!synced) {
                Files.writeString(file, SYNC.matcher(Files.readString(file)).replaceAll(""));
            }
        } catch (IOException failure) {
            throw new DevForestException(DevForestException.FAILED, file + ": " + failure.getMessage(), failure);
        }
    }

    /** Stops the servers and removes their data. Idempotent. */
    @Override
    public void close() {
        remove();
        if (!shuttingDown) {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        }
    }

    private void onShutdown() {
        shuttingDown = true;
        remove();
    }

    private synchronized void remove() {
        cluster.stop();
        if (removed) {
            return;
        }
        removed = true;
        try {
            DevFolderCleaner.clean(plan.folder());
            lock.close();
            Files.deleteIfExists(plan.folder().resolve(DevFolderLock.NAME));
            for (Path folder : created) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException usedByOthers) {
            // The folder holds files of others.
            return;
        } catch (IOException left) {
            throw new DevForestException(
                    DevForestException.FAILED, plan.folder() + " could not be removed: " + left.getMessage(), left);
        }
    }
}
