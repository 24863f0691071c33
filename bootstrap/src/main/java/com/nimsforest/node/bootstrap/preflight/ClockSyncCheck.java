package com.nimsforest.node.bootstrap.preflight;

import com.nimsforest.node.adapters.nats.monitor.ServerVarz;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this machine's clock is kept right, and is near the others'. */
final class ClockSyncCheck {
    private static final String CHECK = "clock";
    private static final Duration NEAR = Duration.ofSeconds(2);
    private static final Duration FAR = Duration.ofSeconds(30);
    private static final String MEND = "timedatectl set-ntp true";

    private ClockSyncCheck() {}

    /** @param others what the other machines' servers say, by address, of those that can be asked */
    static List<PreflightCheckResult> of(Map<String, ServerVarz> others, Clock clock) {
        List<PreflightCheckResult> results = new ArrayList<>();
        results.add(synchronisation(ProgramQuery.ask("timedatectl", "show", "-p", "NTPSynchronized", "--value")));
        others.forEach((address, server) -> results.add(compared(address, server.clock(), clock.instant())));
        return results;
    }

    static PreflightCheckResult synchronisation(Optional<String> synchronised) {
        return switch (synchronised.orElse("")) {
            case "yes" -> PreflightCheckResult.ok(CHECK, "timedatectl", "kept right by a time service");
            case "no" -> PreflightCheckResult.warn(CHECK, "timedatectl", "not kept right by a time service", MEND);
            default ->
                PreflightCheckResult.warn(
                        CHECK,
                        "timedatectl",
                        "does not tell",
                        "make sure that a time service runs: ages and expiry need it");
        };
    }

    static PreflightCheckResult compared(String address, Instant theirs, Instant ours) {
        Duration apart = Duration.between(theirs, ours).abs();
        String finding = "differs by " + apart.toMillis() + " ms";
        if (apart.compareTo(NEAR) <= 0) {
            return PreflightCheckResult.ok(CHECK, address, finding);
        }
        return apart.compareTo(FAR) <= 0
                ? PreflightCheckResult.warn(CHECK, address, finding, MEND + ", on both machines")
                : PreflightCheckResult.fail(CHECK, address, finding, MEND + ", on both machines");
    }
}
