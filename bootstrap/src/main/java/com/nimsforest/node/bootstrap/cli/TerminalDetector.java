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

    /** Whether another process reads what is printed, over a pipe or a socket. */
    public static boolean isOutputPipe() {
        try {
            String target = target(OUTPUT);
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    private static String target(int descriptor) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = target(descriptor);
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null;
        }
    }
}
