package com.nimsforest.node.bootstrap.preflight;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds who listens on a port, as far as Linux tells this user. */
public final class PortOwnerFinder {
    private static final String LISTENING = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwnerFinder() {}

    /** Such as {@code by nats-server (pid 12)}; that it is another process when this user may not know. */
    public static String describe(int port) {
        return of(port).map(holder -> "by " + name(holder) + " (pid " + holder.pid() + ")")
                .orElse("by another process");
    }

    /** Whether it is a nats-server; false when this user may not know. */
    static boolean isNatsServer(int port) {
        return of(port).filter(holder -> name(holder).startsWith("nats-server")).isPresent();
    }

    /** Whether this user may know. */
    static boolean isKnown(int port) {
        return of(port).isPresent();
    }

    private static String name(ProcessHandle process) {
        Optional<Path> program = process.info().command().map(Path::of).map(Path::getFileName);
        return program.map(Path::toString).orElse("another process");
    }

    private static Optional<ProcessHandle> of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.map(line -> line.strip().split("\\s+"))
                        .filter(line -> line.length > INODE && line[STATE].equals(LISTENING))
                        .filter(line -> line[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
                        .forEach(line -> sockets.add("socket:[" + line[INODE] + "]"));
            } catch (IOException notLinux) {
                return Optional.empty();
            }
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsOneOf(sockets, process.pid()))
                .findFirst();
    }

    private static boolean holdsOneOf(Set<String> sockets, long pid) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            return false;
        }
        return false;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
