package com.nimsforest.node.bootstrap.preflight;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where things are on a machine that was set up by the scripts.
 *
 * @param program the nats-server, by its path or its name on the PATH
 * @param tls the folder of the server's certificate, key and authority
 * @param store where JetStream keeps its data
 * @param memory what Linux tells of memory
 */
public record MachinePaths(String program, Path tls, Path store, Path memory) {
    public MachinePaths {
        requireNonNull(program, "program");
        requireNonNull(tls, "tls");
        requireNonNull(store, "store");
        requireNonNull(memory, "memory");
    }

    public static MachinePaths standard() {
        return new MachinePaths(
                "nats-server", Path.of("/etc/nats/tls"), Path.of("/var/lib/nats/jetstream"), Path.of("/proc/meminfo"));
    }
}
