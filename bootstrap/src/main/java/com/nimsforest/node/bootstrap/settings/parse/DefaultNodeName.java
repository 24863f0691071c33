package com.nimsforest.node.bootstrap.settings.parse;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The name of this machine, made into the name of a node. */
public final class DefaultNodeName {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 63;

    private DefaultNodeName() {}

    public static Optional<String> asName() {
        return Optional.of(asName(hostName().orElse("node")));
    }

    public static String asName(String host) {
        String safe = host.strip().replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[_-]+|[_-]+$", "");
        String named = safe.isEmpty() ? "node" : safe;
        return named.substring(0, Math.min(named.length(), LONGEST));
    }

    /** The name of this machine as it stands; empty when it has none. */
    public static Optional<String> hostName() {
        try {
            // The kernel's answer costs nothing; Java's own may wait for a name server.
            return Optional.of(
                    Files.isReadable(LINUX)
                            ? Files.readString(LINUX).strip()
                            : InetAddress.getLocalHost().getHostName());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
