package com.nimsforest.node.bootstrap.preflight;

import com.nimsforest.node.adapters.nats.monitor.ServerVarz;
import java.util.Optional;

/** Which nats-server runs here, or would. */
final class NatsServerCheck {
    private static final String CHECK = "server";
    private static final String INSTALL = "sudo ops/scripts/install-nats-server.sh --install";

    private NatsServerCheck() {}

    static PreflightCheckResult of(Optional<ServerVarz> running, MachinePaths places) {
        return running.map(server -> judged("running", server.version()))
                .orElseGet(() -> ProgramQuery.ask(places.program(), "--version")
                        .map(version -> judged(places.program(), version))
                        .orElseGet(() -> PreflightCheckResult.warn(
                                CHECK,
                                places.program(),
                                "no server answers, and there is no such program on the PATH",
                                INSTALL + " ('dev' gets one by itself)")));
    }

    private static PreflightCheckResult judged(String where, String text) {
        Optional<NatsServerVersion> version = NatsServerVersion.in(text);
        if (version.isEmpty()) {
            return PreflightCheckResult.fail(CHECK, where, "is no nats-server: it says '" + text + "'", INSTALL);
        }
        if (version.get().isBefore(NatsServerVersion.OLDEST)) {
            return PreflightCheckResult.fail(
                    CHECK,
                    where,
                    version.get() + " is older than " + NatsServerVersion.OLDEST + ", the oldest that is supported",
                    INSTALL);
        }
        if (version.get().isBefore(NatsServerVersion.GUARDED)) {
            return PreflightCheckResult.warn(
                    CHECK,
                    where,
                    version.get() + " lets any client remove machines and purge accounts (CVE-2025-30215)",
                    "upgrade to " + NatsServerVersion.GUARDED
                            + " or later; what setup configures denies it to clients");
        }
        return PreflightCheckResult.ok(CHECK, where, version.get().toString());
    }
}
