package com.nimsforest.node.bootstrap.lab.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands, names and exit codes of processes of this machine. */
public final class SystemProcesses {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private SystemProcesses() {}

    /**
     * The command in a session of its own, where there is a program for that: Ctrl-C at the terminal then reaches dev
     * alone, which stops the rest in order.
     */
    public static List<String> inOwnSession(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            whole.add(SETSID.toString());
        }
        whole.addAll(command);
        return whole;
    }

    public static String name(ProcessHandle process) {
        Optional<Path> program = process.info().command().map(Path::of).map(Path::getFileName);
        return program.map(Path::toString).orElse("another process");
    }

    /** The meaning of an exit code. */
    static String exitDescription(int exitCode) {
        return exitCode > 128 ? "was killed by signal " + (exitCode - 128) : "ended with exit code " + exitCode;
    }
}
