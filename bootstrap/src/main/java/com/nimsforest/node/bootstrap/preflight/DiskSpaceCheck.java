package com.nimsforest.node.bootstrap.preflight;

import com.nimsforest.node.adapters.nats.monitor.ServerVarz;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether there is room for what JetStream may keep. */
final class DiskSpaceCheck {
    private static final String CHECK = "disk";
    private static final long MEGABYTE = 1L << 20;

    /** What JetStream needs to begin with. */
    private static final long NEEDED = 512 * MEGABYTE;

    private DiskSpaceCheck() {}

    static PreflightCheckResult of(Optional<ServerVarz> running, MachinePaths places) {
        Path store = running.map(ServerVarz::storeFolder)
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElse(places.store());
        if (Files.exists(store) && !Files.isDirectory(store)) {
            return PreflightCheckResult.fail(
                    CHECK, store.toString(), "is not a folder", "move it away, or set store_dir");
        }
        try {
            return room(store, Files.getFileStore(existing(store)), running);
        } catch (IOException unreadable) {
            return PreflightCheckResult.warn(
                    CHECK, store.toString(), "cannot be looked at as this user", "run it with sudo: nimsforest check");
        }
    }

    /** A store that is not there yet comes onto the disk of the folder above it. */
    private static Path existing(Path store) {
        Path folder = store.toAbsolutePath();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static PreflightCheckResult room(Path store, FileStore disk, Optional<ServerVarz> running)
            throws IOException {
        String where = store.toString();
        if (disk.isReadOnly() || Files.isReadable(store) && !writable(store)) {
            return PreflightCheckResult.fail(
                    CHECK, where, "cannot be written", "mount it for writing, and give it to user nats");
        }
        long free = disk.getUsableSpace();
        return judged(
                where,
                free,
                running.map(server -> server.storable() - server.stored()).orElse(0L));
    }

    /** Another user's folder is that user's to write, which only that user can tell. */
    private static boolean writable(Path store) throws IOException {
        boolean own = Files.getOwner(store).getName().equals(System.getProperty("user.name"));
        return !own || Files.isWritable(store);
    }

    static PreflightCheckResult judged(String where, long free, long claimed) {
        String finding = free / MEGABYTE + " MB free";
        if (free < NEEDED) {
            return PreflightCheckResult.fail(
                    CHECK, where, finding + ", less than the " + NEEDED / MEGABYTE + " MB to begin with", "make room");
        }
        return free < claimed
                ? PreflightCheckResult.warn(
                        CHECK,
                        where,
                        finding + ", less than the " + claimed / MEGABYTE + " MB that JetStream may still take",
                        "make room, or lower --jetstream-max-file: a full disk switches JetStream off")
                : PreflightCheckResult.ok(CHECK, where, finding);
    }
}
