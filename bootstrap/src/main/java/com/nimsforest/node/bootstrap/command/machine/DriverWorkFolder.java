package com.nimsforest.node.bootstrap.command.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one run, in a folder that names its process: removed at the end, and where the run was killed, by the next one.
 * For one thread.
 */
public final class DriverWorkFolder implements AutoCloseable {
    private static final String PREFIX = "nimsforest-cluster-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-.*");

    private final Path path;

    private DriverWorkFolder(Path path) {
        this.path = path;
    }

    public static DriverWorkFolder open() {
        return open(Path.of(System.getProperty("java.io.tmpdir")));
    }

    public static DriverWorkFolder open(Path parent) {
        try {
            Path folder = Files.createTempDirectory(
                    parent, PREFIX + ProcessHandle.current().pid() + "-");
            try (Stream<Path> others = Files.list(parent)) {
                others.filter(other -> isLeftOver(other, folder)).forEach(DriverWorkFolder::remove);
            }
            return new DriverWorkFolder(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    public Path path() {
        return path;
    }

    /** Only what nobody else can have put there, or can change meanwhile. */
    private static boolean isLeftOver(Path folder, Path ours) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty() && isPrivate(folder, ours);
    }

    private static boolean isPrivate(Path folder, Path ours) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                            .equals("rwx------");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left.getMessage(), left);
        }
    }

    @Override
    public void close() {
        remove(path);
    }
}
