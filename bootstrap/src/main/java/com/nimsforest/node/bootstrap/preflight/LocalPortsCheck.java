package com.nimsforest.node.bootstrap.preflight;

import com.nimsforest.node.adapters.http.HttpServerSettings;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.monitor.ServerVarz;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether the ports of server and node are free, or already theirs. */
final class LocalPortsCheck {
    private static final String CHECK = "ports";
    private static final int ROUTES = 6222;
    private static final String OF_NATS = "of NATS";
    private static final String MONITOR = "NATS_MONITOR_URL";
    private static final String EVERYWHERE = "0.0.0.0";

    /** A port that is needed here, who ours is there, and how to choose another. */
    private record Wanted(String host, int number, String purpose, Predicate<LocalPortProbe> ours, String choose) {}

    private LocalPortsCheck() {}

    static List<PreflightCheckResult> of(NodeSettings settings, Optional<ServerVarz> running) {
        return wanted(settings, running).stream()
                .flatMap(port -> of(port).stream())
                .toList();
    }

    private static List<Wanted> wanted(NodeSettings settings, Optional<ServerVarz> running) {
        NatsSettings nats = settings.nats();
        HttpServerSettings http = settings.http();
        URI client = URI.create(nats.servers().get(0));
        URI monitor = nats.monitorUrl();
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(
                new Wanted(client.getHost(), client.getPort(), "clients of NATS", LocalPortProbe::isNats, "NATS_URL"));
        wanted.add(new Wanted(
                monitor.getHost(), monitor.getPort(), "monitoring of NATS", port -> running.isPresent(), MONITOR));
        int routes = running.map(ServerVarz::routePort).filter(port -> port > 0).orElse(ROUTES);
        if (!nats.peers().isEmpty()) {
            wanted.add(new Wanted(
                    EVERYWHERE, routes, "routes of NATS", LocalPortProbe::isNats, "the server's cluster port"));
        }
        wanted.add(new Wanted(
                http.host(), http.port(), "HTTP of the node", LocalPortProbe::isNode, "NIMSFOREST_HTTP_PORT"));
        return wanted;
    }

    private static Optional<PreflightCheckResult> of(Wanted wanted) {
        // The standard port of a scheme is no port of ours.
        if (wanted.number() < 0) {
            return Optional.empty();
        }
        String where = wanted.number() + " (" + wanted.purpose() + ")";
        if (wanted.number() == 0) {
            return Optional.of(PreflightCheckResult.ok(CHECK, where, "any free one"));
        }
        return LocalPortProbe.of(wanted.host(), wanted.number())
                .map(port -> judged(port, where, wanted))
                .or(() -> Optional.of(PreflightCheckResult.warn(
                        CHECK,
                        where,
                        wanted.host() + " is not an address of this machine",
                        "a node belongs beside its server: correct " + wanted.choose())));
    }

    private static PreflightCheckResult judged(LocalPortProbe port, String where, Wanted wanted) {
        Optional<String> obstacle = port.obstacle();
        if (obstacle.isEmpty()) {
            return PreflightCheckResult.ok(CHECK, where, "free");
        }
        if (!port.isHeld()) {
            return PreflightCheckResult.fail(
                    CHECK, where, "cannot be opened: " + obstacle.get(), "correct " + wanted.choose());
        }
        if (wanted.ours().test(port)) {
            return PreflightCheckResult.ok(
                    CHECK, where, "held " + PortOwnerFinder.describe(port.number()) + ", as it should be");
        }
        return wanted.purpose().endsWith(OF_NATS) && PortOwnerFinder.isNatsServer(port.number())
                ? heldByServer(port, where, wanted)
                : heldByOther(port, where, wanted);
    }

    /** Which says nothing before the handshake where TLS comes first, and whose monitor may be asked in the wrong way. */
    private static PreflightCheckResult heldByServer(LocalPortProbe port, String where, Wanted wanted) {
        String holder = "held " + PortOwnerFinder.describe(port.number());
        return wanted.choose().equals(MONITOR)
                ? PreflightCheckResult.warn(
                        CHECK, where, holder + ", and cannot be read", "correct scheme, port or path in " + MONITOR)
                : PreflightCheckResult.ok(CHECK, where, holder + ", as it should be");
    }

    private static PreflightCheckResult heldByOther(LocalPortProbe port, String where, Wanted wanted) {
        boolean known = PortOwnerFinder.isKnown(port.number());
        return PreflightCheckResult.fail(
                CHECK,
                where,
                "is taken " + PortOwnerFinder.describe(port.number()),
                (known ? "stop that" : "see which with sudo nimsforest check") + ", or choose another with "
                        + wanted.choose());
    }
}
