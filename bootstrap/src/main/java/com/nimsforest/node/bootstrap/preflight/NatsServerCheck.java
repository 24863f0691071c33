package com.nimsforest.node.bootstrap.preflight;

import com.nimsforest.node.adapters.nats.monitor.ServerVarz;
import com.nimsforest.node.domain.status.NatsServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which nats-server runs here, or would. */
final class NatsServerCheck {
    private static final String CHECK = "server";
    /**
     * The first in which only the system account removes machines and purges accounts: {@code jsLeaderServerRemoveRequest} and {@code
     * jsLeaderAccountPurgeRequest} in jetstream_api.go of nats-server.
     *
     * @see <a href="https://github.com/nats-io/nats-server/security/advisories/GHSA-fhg8-qxh5-7q3w">CVE-2025-30215</a>
     */
    private static final NatsServerVersion GUARDED = new NatsServerVersion(2, 11, 1);

    /**
     * The first that delivers no answer to its own API, by {@code isJSReservedReply} in client.go of nats-server; so does 2.14 from
     * {@link #REPLIES_GUARDED_BEFORE} on.
     */
    private static final NatsServerVersion REPLIES_GUARDED = new NatsServerVersion(2, 15, 3);

    private static final NatsServerVersion REPLIES_GUARDED_BEFORE = new NatsServerVersion(2, 14, 10);
    private static final NatsServerVersion AFTER_2_14 = new NatsServerVersion(2, 15, 0);

    private static final String INSTALL = "sudo ops/scripts/install-nats-server.sh --install";

    private NatsServerCheck() {}

    static PreflightCheckResult of(Optional<ServerVarz> running, MachinePaths places) {
        return running.map(server -> judged("running", server.version()))
                .orElseGet(() -> ProgramQuery.ask(places.program(), "--version")
                        .map(version -> judged(places.program(), version))
                        .orElseGet(() -> PreflightCheckResult.warn(
                                CHECK,
                                places.program(),
                                "no monitoring port tells its version, and there is no such program on the PATH",
                                INSTALL + " ('dev' gets one by itself)")));
    }

    private static PreflightCheckResult judged(String where, String text) {
        Optional<NatsServerVersion> version = NatsServerVersion.in(text);
        if (version.isEmpty()) {
            return PreflightCheckResult.fail(CHECK, where, "is no nats-server: it says '" + text + "'", INSTALL);
        }
        if (version.get().isBefore(NatsServerVersion.OLDEST_SUPPORTED)) {
            return PreflightCheckResult.fail(
                    CHECK,
                    where,
                    version.get() + " is older than " + NatsServerVersion.OLDEST_SUPPORTED
                            + ", the oldest that is supported",
                    INSTALL);
        }
        List<String> holes = holes(version.get());
        if (!holes.isEmpty()) {
            return PreflightCheckResult.warn(
                    CHECK,
                    where,
                    version.get() + " lets " + String.join(", and ", holes),
                    "upgrade to " + REPLIES_GUARDED + " or later");
        }
        return PreflightCheckResult.ok(CHECK, where, version.get().toString());
    }

    private static List<String> holes(NatsServerVersion version) {
        List<String> holes = new ArrayList<>();
        if (version.isBefore(GUARDED)) {
            holes.add("any client remove machines and purge accounts, which setup denies (CVE-2025-30215)");
        }
        if (version.isBefore(REPLIES_GUARDED_BEFORE)
                || !version.isBefore(AFTER_2_14) && version.isBefore(REPLIES_GUARDED)) {
            holes.add("any user that may publish delete streams by a reply subject, which no permission denies");
        }
        return holes;
    }
}
