package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.StreamBackup;
import com.nimsforest.node.ports.failure.FileFailureText;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one backup: {@code manifest.json}, which is written last, and for each stream a folder as {@code nats stream
 * backup} makes it, with {@code backup.json} and {@code stream.tar.s2}. For one thread at a time.
 */
public final class BackupFolder {
    private static final String MANIFEST = "manifest.json";
    /** Is there while a backup is being made, so that what an interrupted run left may be removed. */
    private static final String UNFINISHED = "unfinished";

    private final Path path;

    public BackupFolder(Path path) {
        this.path = path;
    }

    /**
     * Looks whether it can become the folder of a new backup, and changes nothing.
     *
     * @throws RejectedInputException when it is a file, or holds a backup or something else
     */
    public void requireFree() {
        if (isComplete()) {
            throw new RejectedInputException(path + " holds a backup already: give another folder");
        }
        requireNoFile(path);
        if (!Files.exists(path)) {
            return;
        }
        try {
            if (!Files.exists(path.resolve(UNFINISHED)) && !entries().isEmpty()) {
                throw new RejectedInputException(path + " is not empty, and holds no backup: give another folder");
            }
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    /** @throws RejectedInputException when there is a file at the path */
    public static void requireNoFile(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new RejectedInputException(path + " is a file: give a folder");
        }
    }

    /** Makes it ready for a new backup; what an interrupted run left is removed. */
    void begin() {
        requireFree();
        try {
            Files.createDirectories(path);
            for (Path entry : entries()) {
                delete(entry);
            }
            readableByOwnerOnly();
            Files.createFile(path.resolve(UNFINISHED));
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.toList();
        }
    }

    static void delete(Path entry) throws IOException {
        try (Stream<Path> all = Files.walk(entry)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** What the forest holds is not for everyone on this machine. */
    private void readableByOwnerOnly() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    boolean isComplete() {
        return Files.exists(path.resolve(MANIFEST));
    }

    Path newSnapshot(String stream) {
        try {
            return Files.createDirectories(path.resolve(stream)).resolve("stream.tar.s2");
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    Path snapshot(String stream) {
        return path.resolve(stream).resolve("stream.tar.s2");
    }

    void writeConfiguration(String stream, byte[] json) {
        write(path.resolve(stream).resolve("backup.json"), json);
    }

    byte[] configuration(String stream) {
        return read(path.resolve(stream).resolve("backup.json"));
    }

    /** When the last message of the stream was stored, as the server writes times. */
    public String lastStored(String stream) {
        return JetStreamApi.JSON
                .readTree(configuration(stream))
                .path("state")
                .path("last_ts")
                .asString("");
    }

    void complete(BackupManifest manifest) {
        Path written = path.resolve(MANIFEST + ".new");
        write(written, BackupManifestJson.write(manifest));
        try {
            Files.move(written, path.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(path.resolve(UNFINISHED));
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    /**
     * What the backup holds, by its manifest alone.
     *
     * @throws RejectedInputException when there is none, or an unfinished one
     */
    public BackupManifest manifest() {
        if (!isComplete()) {
            throw new RejectedInputException(
                    Files.exists(path.resolve(UNFINISHED))
                            ? path + " holds a backup that did not come to its end: make it again"
                            : path + " holds no backup: there is no manifest.json");
        }
        return BackupManifestJson.read(read(path.resolve(MANIFEST)));
    }

    /** How the files differ from the manifest, a line each; empty when nothing is missing and nothing was changed. */
    public List<String> damages() {
        List<String> damages = new ArrayList<>();
        for (StreamBackup stream : manifest().streams()) {
            try {
                damage(stream).ifPresent(damages::add);
            } catch (IOException unreadable) {
                damages.add(stream.name() + ": cannot be read: " + FileFailureText.of(unreadable));
            }
        }
        return damages;
    }

    private Optional<String> damage(StreamBackup stream) throws IOException {
        Path file = snapshot(stream.name());
        if (!Files.exists(file) || !Files.exists(path.resolve(stream.name()).resolve("backup.json"))) {
            return Optional.of(stream.name() + ": files are missing");
        }
        if (Files.size(file) != stream.bytes()) {
            return Optional.of(stream.name() + ": has " + Files.size(file) + " bytes instead of " + stream.bytes());
        }
        return checksum(file).equals(stream.sha256())
                ? Optional.empty()
                : Optional.of(stream.name() + ": its checksum is another, the file was changed");
    }

    private static String checksum(Path file) throws IOException {
        SnapshotChecksum checksum = new SnapshotChecksum();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), checksum.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.text();
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new StorageUnavailableException(file + " cannot be written: " + FileFailureText.of(failure), failure);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new RejectedInputException(file + " cannot be read: " + FileFailureText.of(failure), failure);
        }
    }

    private StorageUnavailableException unusable(IOException failure) {
        return new StorageUnavailableException(path + " cannot be used: " + FileFailureText.of(failure), failure);
    }
}
