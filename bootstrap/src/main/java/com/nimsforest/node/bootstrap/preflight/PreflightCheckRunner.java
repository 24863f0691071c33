package com.nimsforest.node.bootstrap.preflight;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.monitor.ServerVarz;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is looked at before a node runs. Needs no server; changes nothing. */
public final class PreflightCheckRunner {
    /** The first request of a program that has just started also loads what it needs, which takes long on a busy machine. */
    private static final Duration OWN_SERVER = Duration.ofSeconds(5);

    private static final Duration OTHER_SERVER = Duration.ofSeconds(1);

    private final MachinePaths places;
    private final Clock clock;

    public PreflightCheckRunner(MachinePaths places, Clock clock) {
        this.places = requireNonNull(places, "places");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Looks at it all, for a few seconds at most for each other machine; with wrong settings only at what needs none. */
    public List<PreflightCheckResult> run(SettingsReport report) {
        List<PreflightCheckResult> results = new ArrayList<>(settings(report));
        results.add(JavaRuntimeCheck.java());
        results.add(JavaRuntimeCheck.memory(places));
        if (report.problems().isEmpty()) {
            results.addAll(run(report.settings()));
        }
        return results;
    }

    private static List<PreflightCheckResult> settings(SettingsReport report) {
        List<PreflightCheckResult> results = new ArrayList<>();
        report.problems()
                .forEach(problem -> results.add(PreflightCheckResult.fail(
                        "settings", "environment", problem, "correct it; 'nimsforest config' shows them all")));
        report.warnings()
                .forEach(warning -> results.add(
                        PreflightCheckResult.warn("settings", "environment", warning, "correct it, or take it away")));
        if (results.isEmpty()) {
            results.add(PreflightCheckResult.ok("settings", "environment", "all are understood"));
        }
        return results;
    }

    private List<PreflightCheckResult> run(NodeSettings settings) {
        NatsSettings nats = settings.nats();
        Optional<ServerVarz> server = ServerVarz.ask(nats.monitorUrl(), OWN_SERVER);
        List<PreflightCheckResult> results = new ArrayList<>();
        results.add(NatsServerCheck.of(server, places));
        results.addAll(LocalPortsCheck.of(settings, server));
        results.add(DiskSpaceCheck.of(server, places));
        results.addAll(ClockSyncCheck.of(others(nats), clock));
        results.addAll(TlsFilesCheck.of(nats.credentials().get(), places, clock));
        results.addAll(PeerReachabilityCheck.of(nats.peers()));
        return results;
    }

    /** Most machines keep their monitoring port to themselves; those that do not can be compared with. */
    private static Map<String, ServerVarz> others(NatsSettings nats) {
        Map<String, ServerVarz> others = new LinkedHashMap<>();
        for (String peer : nats.peers()) {
            String host = peer.substring(0, peer.lastIndexOf(':'));
            URI monitor = URI.create("http://" + host + ":" + nats.monitorUrl().getPort());
            if (LocalPortProbe.of(host, 0).isEmpty()) {
                ServerVarz.ask(monitor, OTHER_SERVER).ifPresent(setup -> others.put(host, setup));
            }
        }
        return others;
    }
}
