package com.nimsforest.node.bootstrap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person sits at one of this process's streams. */
public final class TerminalDetector {
    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;

    private TerminalDetector() {}

    public static boolean isInput() {
        return isTerminal(0);
    }

    public static boolean isOutput() {
        return isTerminal(OUTPUT);
    }

    public static boolean isErrors() {
        return isTerminal(ERRORS);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null;
        }
    }
}
