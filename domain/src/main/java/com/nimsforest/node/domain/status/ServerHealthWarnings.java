package com.nimsforest.node.domain.status;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What will soon be wrong with a server, by what it tells of itself. */
public final class ServerHealthWarnings {
    /** A certificate that ends within this should be renewed, as the alerts say too; within three days it is a warning. */
    public static final Duration RENEWAL = Duration.ofDays(30);

    private static final int MUCH_PERCENT = 85;
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofDays(3);

    private ServerHealthWarnings() {}

    public static List<HealthFinding> of(NatsServerFacts server, Instant now) {
        List<HealthFinding> warnings = new ArrayList<>();
        if (server.storable() > 0) {
            long percent = server.stored() * 100 / server.storable();
            if (server.routes() == 0 && server.stored() > server.storable()) {
                warnings.add(HealthFinding.about("the server " + server.name(), ProblemKind.STORAGE_FULL)
                        .with(HealthFact.COUNT, server.stored())
                        .with(HealthFact.MOST, server.storable()));
            } else if (percent >= MUCH_PERCENT) {
                warnings.add(HealthFinding.about(server.name(), ProblemKind.DISK_NEARLY_FULL)
                        .with(HealthFact.PERCENT, percent));
            }
        }
        if (server.storable() == 0 && server.routes() > 0) {
            warnings.add(HealthFinding.about(server.name(), ProblemKind.JETSTREAM_SWITCHED_OFF));
        }
        server.certificateExpires()
                .filter(end -> end.isBefore(now.plus(LATE)))
                .map(end -> HealthFinding.about(server.name(), ProblemKind.CERTIFICATE_EXPIRING)
                        .with(HealthFact.END, end.truncatedTo(ChronoUnit.SECONDS)))
                .ifPresent(warnings::add);
        if (server.ahead().abs().compareTo(SKEW) > 0) {
            warnings.add(HealthFinding.about(server.name(), ProblemKind.CLOCK_SKEW)
                    .with(HealthFact.SECONDS, server.ahead().abs().toSeconds())
                    .with(HealthFact.DIRECTION, server.ahead().isNegative() ? "ahead of" : "behind"));
        }
        return warnings;
    }
}
