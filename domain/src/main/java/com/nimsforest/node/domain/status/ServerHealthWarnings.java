package com.nimsforest.node.domain.status;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthWarning;
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
    private static final Duration LATE = Duration.ofDays(3);

    private ServerHealthWarnings() {}

    public static List<HealthWarning> of(NatsServerFacts server, Instant now) {
        List<HealthWarning> warnings = new ArrayList<>();
        if (server.storable() > 0) {
            long percent = server.stored() * 100 / server.storable();
            if (percent >= MUCH_PERCENT) {
                warnings.add(new HealthWarning(
                        HealthComponent.JETSTREAM,
                        "JetStream has used " + percent + " % of what it may store on this machine",
                        "work off what waits, or give it more: --jetstream-max-file"));
            }
        }
        server.certificateExpires()
                .filter(end -> end.isBefore(now.plus(LATE)))
                .map(end -> new HealthWarning(
                        HealthComponent.NATS,
                        "the server's certificate ends at " + end.truncatedTo(ChronoUnit.SECONDS),
                        "renew it: cluster-token.sh renew"))
                .ifPresent(warnings::add);
        return warnings;
    }
}
