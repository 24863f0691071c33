package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.ports.failure.FileFailureText;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of backups, each in a folder that is named by its time, of which the latest are kept. For one thread. */
public final class BackupRotation {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NAMED = Pattern.compile("[0-9]{8}T[0-9]{6}Z");

    private final Path folder;

    public BackupRotation(Path folder) {
        this.folder = folder;
    }

    /** Where a backup that is made now belongs. */
    public Path next(Instant now) {
        return folder.resolve(NAME.format(now));
    }

    /**
     * Deletes all but the latest complete ones, and those that did not come to their end. Folders of other names stay.
     *
     * @param keep how many complete ones stay
     * @return what was deleted
     */
    public List<Path> prune(int keep) {
        List<Path> complete = backups(true);
        List<Path> old = Stream.concat(
                        backups(false).stream(), complete.stream().limit(Math.max(0, complete.size() - keep)))
                .sorted()
                .toList();
        old.forEach(BackupRotation::delete);
        return old;
    }

    /** Sorted by their time. */
    private List<Path> backups(boolean complete) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            NAMED.matcher(entry.getFileName().toString()).matches())
                    .filter(entry -> new BackupFolder(entry).isComplete() == complete)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException failure) {
            throw new StorageUnavailableException(folder + " cannot be read: " + FileFailureText.of(failure), failure);
        }
    }

    private static void delete(Path backup) {
        try {
            BackupFolder.delete(backup);
        } catch (IOException failure) {
            throw new StorageUnavailableException(
                    backup + " cannot be deleted: " + FileFailureText.of(failure), failure);
        }
    }
}
