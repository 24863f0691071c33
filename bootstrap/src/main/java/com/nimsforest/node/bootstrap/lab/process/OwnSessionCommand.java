package com.nimsforest.node.bootstrap.lab.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command in a session of its own. */
public final class OwnSessionCommand {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private OwnSessionCommand() {}

    /**
     * The command in a session of its own, where there is a program for that: Ctrl-C at the terminal then reaches dev
     * alone, which stops the rest in order.
     */
    public static List<String> of(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            whole.add(SETSID.toString());
        }
        whole.addAll(command);
        return whole;
    }
}
