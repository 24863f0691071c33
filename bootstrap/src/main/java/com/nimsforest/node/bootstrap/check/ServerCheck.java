package com.nimsforest.node.bootstrap.check;

import com.nimsforest.node.adapters.nats.cluster.ServerSetup;
import java.util.Optional;

/** Which nats-server runs here, or would. */
final class ServerCheck {
    private static final String CHECK = "server";
    private static final String INSTALL = "sudo ops/scripts/install-nats-server.sh --install";

    private ServerCheck() {}

    static CheckResult of(Optional<ServerSetup> running, Places places) {
        return running.map(server -> judged("running", server.version()))
                .orElseGet(() -> Command.ask(places.program(), "--version")
                        .map(version -> judged(places.program(), version))
                        .orElseGet(() -> CheckResult.warn(
                                CHECK,
                                places.program(),
                                "no server answers, and there is no such program on the PATH",
                                INSTALL + " ('dev' gets one by itself)")));
    }

    private static CheckResult judged(String where, String text) {
        Optional<Version> version = Version.in(text);
        if (version.isEmpty()) {
            return CheckResult.fail(CHECK, where, "is no nats-server: it says '" + text + "'", INSTALL);
        }
        if (version.get().isBefore(Version.OLDEST)) {
            return CheckResult.fail(
                    CHECK,
                    where,
                    version.get() + " is older than " + Version.OLDEST + ", the oldest supported",
                    INSTALL);
        }
        if (version.get().isBefore(Version.SYNCING)) {
            return CheckResult.warn(
                    CHECK,
                    where,
                    version.get() + " knows no sync_interval: a power cut of all machines loses what came before it",
                    "take 2.10 or later: " + INSTALL);
        }
        return CheckResult.ok(CHECK, where, version.get().toString());
    }
}
