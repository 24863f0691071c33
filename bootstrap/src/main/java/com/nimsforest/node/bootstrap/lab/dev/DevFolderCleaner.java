package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders of a dev forest. Files of others are never removed. */
final class DevFolderCleaner {
    private static final Pattern HOME = Pattern.compile("node-[1-9][0-9]?");
    private static final Set<String> OURS =
            Set.of("nats.conf", "nats.pid", "nats.log", "node.pid", "node.log", "jetstream", "plugin-calls");
    /** The temporary file of the generator of {@code nats.conf}, which stays when it is interrupted. */
    private static final String UNFINISHED = ".nats.conf.";

    private DevFolderCleaner() {}

    /** The folders of all nodes of an earlier run. */
    static List<Path> homes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            HOME.matcher(entry.getFileName().toString()).matches())
                    .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Removes the data of an earlier run, or nothing when there are other files. */
    static void clean(Path folder) throws IOException {
        List<Path> homes = homes(folder);
        for (Path home : homes) {
            try (Stream<Path> entries = Files.list(home)) {
                entries.filter(entry -> !isOurs(entry.getFileName().toString()))
                        .findFirst()
                        .ifPresent(DevFolderCleaner::refuse);
            }
        }
        for (Path home : homes) {
            delete(home);
        }
    }

    private static boolean isOurs(String name) {
        return OURS.contains(name) || name.startsWith(UNFINISHED);
    }

    private static void refuse(Path foreign) {
        throw new DevForestException(
                DevForestException.CONFIGURATION,
                "--clean: " + foreign
                        + " is not part of a dev forest, so nothing was removed; move it, or choose another --dir");
    }

    /**
     * Moves the store of a single server away: the servers of a mesh delete streams that the mesh does not know.
     *
     * @return where it is now; empty when there is no such store
     */
    static Optional<Path> moveAway(Path home) throws IOException {
        Path store = home.resolve("jetstream");
        if (Files.exists(store.resolve("$SYS").resolve("_js_").resolve("_meta_")) || !holdsStreams(store)) {
            return Optional.empty();
        }
        Path target = home.resolveSibling("single-server-1");
        for (int next = 2; Files.exists(target); next++) {
            target = home.resolveSibling("single-server-" + next);
        }
        return Optional.of(Files.move(store, Files.createDirectory(target).resolve("jetstream")));
    }

    private static boolean holdsStreams(Path store) throws IOException {
        Path streams = store.resolve("$G").resolve("streams");
        if (!Files.isDirectory(streams)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(streams)) {
            return entries.findAny().isPresent();
        }
    }

    /** Removes a folder with all that is in it, and never follows a link out of it. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
