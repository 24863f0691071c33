package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.ProcessStopper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Stops processes of an earlier dev that was killed together with its guard. */
final class LeftoverProcessStopper {
    private LeftoverProcessStopper() {}

    /** Stops nodes, then servers, whose pid files are in the folder and who really are of this folder. */
    static void stop(Path folder, Consumer<String> report) throws IOException {
        for (String file : List.of("node.pid", "nats.pid")) {
            List<ProcessHandle> found = new ArrayList<>();
            for (Path home : DevFolderCleaner.homes(folder)) {
                running(home, file).ifPresent(process -> {
                    report.accept("stopping a process of an earlier dev: " + home.getFileName() + ", " + name(process)
                            + " (pid " + process.pid() + ")");
                    found.add(process);
                });
            }
            ProcessStopper.stop(found, Duration.ofSeconds(5));
        }
    }

    /** The process of a pid file, if it still is the one of that folder. */
    static Optional<ProcessHandle> running(Path home, String file) {
        try {
            long pid = Long.parseLong(Files.readString(home.resolve(file)).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> namesFolder(process, home));
        } catch (IOException | NumberFormatException noPid) {
            return Optional.empty();
        }
    }

    /** The pid may belong to another process by now. */
    private static boolean namesFolder(ProcessHandle process, Path home) {
        return Stream.of(process.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> argument.endsWith("=" + home) || argument.startsWith(home + "/"));
    }

    private static String name(ProcessHandle process) {
        Optional<Path> program = process.info().command().map(Path::of).map(Path::getFileName);
        return program.map(Path::toString).orElse("another process");
    }
}
