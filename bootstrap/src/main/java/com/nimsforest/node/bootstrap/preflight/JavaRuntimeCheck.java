package com.nimsforest.node.bootstrap.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a node runs on: Java, and memory. */
final class JavaRuntimeCheck {
    /** 100 MB for the server, 200 MB for the node. */
    private static final long NEEDED_MEGABYTES = 300;

    private static final long KILOBYTES_IN_A_MEGABYTE = 1024;

    private JavaRuntimeCheck() {}

    static PreflightCheckResult java() {
        return PreflightCheckResult.ok(
                "java", System.getProperty("java.home", "-"), Runtime.version().toString());
    }

    static PreflightCheckResult memory(MachinePaths places) {
        OptionalLong free = available(places.memory());
        if (free.isEmpty()) {
            return PreflightCheckResult.warn(
                    "memory", places.memory().toString(), "does not tell how much is free", "look with 'free -m'");
        }
        String finding = free.getAsLong() + " MB free";
        return free.getAsLong() >= NEEDED_MEGABYTES
                ? PreflightCheckResult.ok("memory", "this machine", finding)
                : PreflightCheckResult.warn(
                        "memory",
                        "this machine",
                        finding + ", less than the " + NEEDED_MEGABYTES + " MB of a server and a node",
                        "stop something else, or give the machine more");
    }

    private static OptionalLong available(Path memory) {
        try (Stream<String> lines = Files.lines(memory)) {
            return lines.map(line -> List.of(line.split("\\s+")))
                    .filter(words -> words.size() > 1 && words.get(0).equals("MemAvailable:"))
                    .mapToLong(words -> Long.parseLong(words.get(1)) / KILOBYTES_IN_A_MEGABYTE)
                    .findFirst();
        } catch (IOException | NumberFormatException notLinux) {
            return OptionalLong.empty();
        }
    }
}
