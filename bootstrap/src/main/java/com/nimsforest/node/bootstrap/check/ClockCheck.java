package com.nimsforest.node.bootstrap.check;

import com.nimsforest.node.adapters.nats.cluster.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this machine's clock is kept right, and is near the others'. */
final class ClockCheck {
    private static final String CHECK = "clock";
    private static final Duration NEAR = Duration.ofSeconds(2);
    private static final Duration FAR = Duration.ofSeconds(30);
    private static final String MEND = "timedatectl set-ntp true";

    private ClockCheck() {}

    /** @param others what the other machines' servers say, by address, of those that can be asked */
    static List<CheckResult> of(Map<String, ServerSetup> others, Clock clock) {
        List<CheckResult> results = new ArrayList<>();
        results.add(kept(Command.ask("timedatectl", "show", "-p", "NTPSynchronized", "--value")));
        others.forEach((address, server) -> results.add(compared(address, server.clock(), clock.instant())));
        return results;
    }

    static CheckResult kept(Optional<String> synchronised) {
        return switch (synchronised.orElse("")) {
            case "yes" -> CheckResult.ok(CHECK, "timedatectl", "kept right by a time service");
            case "no" -> CheckResult.warn(CHECK, "timedatectl", "not kept right by a time service", MEND);
            default ->
                CheckResult.warn(
                        CHECK,
                        "timedatectl",
                        "does not tell",
                        "make sure that a time service runs: ages and expiry need it");
        };
    }

    static CheckResult compared(String address, Instant theirs, Instant ours) {
        Duration apart = Duration.between(theirs, ours).abs();
        String finding = "differs by " + apart.toMillis() + " ms";
        if (apart.compareTo(NEAR) <= 0) {
            return CheckResult.ok(CHECK, address, finding);
        }
        return apart.compareTo(FAR) <= 0
                ? CheckResult.warn(CHECK, address, finding, MEND + ", on both machines")
                : CheckResult.fail(CHECK, address, finding, MEND + ", on both machines");
    }
}
