package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
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

/** The folders of a dev forest; knows them from everybody else's before it removes anything. */
final class DevFolders {
    private static final Pattern HOME = Pattern.compile("node-[1-9][0-9]?");
    private static final Set<String> OURS =
            Set.of("nats.conf", "nats.pid", "nats.log", "node.pid", "node.log", "jetstream");
    /** What the generator of {@code nats.conf} writes first, and leaves when it is stopped just then. */
    private static final String UNFINISHED = ".nats.conf.";

    private DevFolders() {}

    /** The folders of all nodes that an earlier run left. */
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

    /** Removes what an earlier run left, or nothing at all when there is something else in it. */
    static void clean(Path folder) throws IOException {
        List<Path> homes = homes(folder);
        for (Path home : homes) {
            try (Stream<Path> entries = Files.list(home)) {
                entries.filter(entry -> !isOurs(entry.getFileName().toString()))
                        .findFirst()
                        .ifPresent(DevFolders::refuse);
            }
        }
        for (Path home : homes) {
            delete(home);
        }
    }

    private static boolean isOurs(String name) {
        return OURS.contains(name) || name.startsWith(UNFINISHED);
    }

    private static void refuse(Path stranger) {
        throw new LocalClusterException(
                LocalClusterException.CONFIGURATION,
                "--clean: " + stranger
                        + " is not of a dev forest, so nothing was removed; move it, or choose another --dir");
    }

    /**
     * Moves the store of a single server out of the way of a mesh, whose servers delete what the mesh has never heard of.
     *
     * @return where it is now; empty when there is no such store
     */
    static Optional<Path> setAside(Path home) throws IOException {
        Path store = home.resolve("jetstream");
        if (Files.exists(store.resolve("$SYS").resolve("_js_").resolve("_meta_")) || !holdsStreams(store)) {
            return Optional.empty();
        }
        Path kept = home.resolveSibling("single-server-1");
        for (int next = 2; Files.exists(kept); next++) {
            kept = home.resolveSibling("single-server-" + next);
        }
        return Optional.of(Files.move(store, Files.createDirectory(kept).resolve("jetstream")));
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
