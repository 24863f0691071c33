package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.ProcessText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of this process as they were typed. The JVM decodes them by the locale, and in the locale {@code C} of
 * units, containers and cron it loses whatever is not ASCII; the kernel has the bytes.
 */
public final class TypedArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private TypedArguments() {}

    /**
     * The same arguments, read as UTF-8, or as the locale says when they are no UTF-8.
     *
     * @throws CommandException with exit code 2 when an argument is neither
     */
    public static String[] of(String... decoded) {
        return of(COMMAND_LINE, decoded);
    }

    static String[] of(Path commandLine, String... decoded) {
        if (Arrays.stream(decoded).allMatch(ProcessText::isAscii)) {
            return decoded;
        }
        List<byte[]> all = ProcessText.zeroEnded(commandLine);
        int before = all.size() - decoded.length;
        String[] typed = decoded.clone();
        for (int i = 0; i < typed.length && before > 0; i++) {
            typed[i] = text(all.get(before + i), i + 1);
        }
        return typed;
    }

    private static String text(byte[] bytes, int place) {
        return ProcessText.decoded(bytes)
                .orElseThrow(() -> new CommandException(
                        ProcessExitCodes.USAGE,
                        "argument " + place + " is not UTF-8; give data that is no text on standard input, with '-'"));
    }
}
