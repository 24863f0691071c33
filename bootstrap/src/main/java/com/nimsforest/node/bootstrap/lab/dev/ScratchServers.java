package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
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
 * Real servers without nodes, on free ports and with their data in a folder of their own, for as long as something is
 * measured on them. However the process ends, the servers end too; when it ends in order, the data is gone as well. Any
 * thread may close it.
 */
public final class ScratchServers implements AutoCloseable {
    private static final int TRIES = 100;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 26_000;
    private static final int TO_HTTP = 1000;
    private static final Pattern SYNC = Pattern.compile("(?m)^\\s*sync_interval:.*\\R");

    private final DevPlan plan;
    private final DevFolderLock lock;
    private final LocalCluster cluster;
    private final Thread shutdownHook = new Thread(this::onShutdown, "servers-stop");
    private final List<Path> made;
    private volatile boolean ending;
    private boolean removed;

    private ScratchServers(DevPlan plan, DevFolderLock lock, List<Path> made) {
        this.plan = plan;
        this.lock = lock;
        this.made = made;
        this.cluster = new LocalCluster(plan, line -> {});
    }

    /**
     * Starts them, and returns when they are healthy. What an earlier call has left in the folder is removed first.
     *
     * @param nodes how many servers; more than one are a mesh
     * @param folder for their data; what is in it must be of a call like this
     * @param synced whether each write is on the disk before it is acknowledged, as on every machine that was set up;
     *     else as the servers do by themselves
     */
    public static ScratchServers start(int nodes, Path folder, boolean synced) throws InterruptedException {
        try {
            List<Path> missing = missing(requireNonNull(folder, "folder").toAbsolutePath());
            Path real = Files.createDirectories(folder).toRealPath();
            DevFolderLock lock = DevFolderLock.on(real);
            LeftoverProcesses.stop(real, line -> {});
            DevFolders.clean(real);
            ScratchServers servers = new ScratchServers(onFreePorts(nodes, real), lock, missing);
            servers.begin(synced);
            return servers;
        } catch (IOException failure) {
            throw new LocalClusterException(
                    LocalClusterException.FAILED,
                    "the folder " + folder + " cannot be used: " + failure.getMessage(),
                    failure);
        }
    }

    public List<NodeLocation> sites() {
        return plan.sites();
    }

    /** The route addresses of all servers but this, with commas between them; empty when it is alone. */
    public String peersOf(NodeLocation site) {
        return plan.peersOf(site);
    }

    /** The folder and those above it, from the inmost on, as far as they are not there yet. */
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
                .orElseThrow(() -> new LocalClusterException(
                        LocalClusterException.FAILED, "no free ports between " + FIRST_PORT + " and " + LAST_PORT));
    }

    private void begin(boolean synced) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            for (NodeLocation site : plan.sites()) {
                Files.createDirectories(site.home());
            }
            cluster.startServers(site -> sync(site, synced));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static void sync(NodeLocation site, boolean synced) {
        Path file = site.file("nats.conf");
        try {
            if (!synced) {
                Files.writeString(file, SYNC.matcher(Files.readString(file)).replaceAll(""));
            }
        } catch (IOException failure) {
            throw new LocalClusterException(LocalClusterException.FAILED, file + ": " + failure.getMessage(), failure);
        }
    }

    /** Stops the servers and removes their data; nothing is left. Idempotent. */
    @Override
    public void close() {
        remove();
        if (!ending) {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        }
    }

    private void onShutdown() {
        ending = true;
        remove();
    }

    private synchronized void remove() {
        cluster.stop();
        if (removed) {
            return;
        }
        removed = true;
        try {
            DevFolders.clean(plan.folder());
            lock.close();
            Files.deleteIfExists(plan.folder().resolve(DevFolderLock.NAME));
            for (Path folder : made) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException usedByOthers) {
            // Others have put something into a folder that was made here: it is theirs.
            return;
        } catch (IOException left) {
            throw new LocalClusterException(
                    LocalClusterException.FAILED, plan.folder() + " could not be removed: " + left.getMessage(), left);
        }
    }
}
