package com.nimsforest.node.bootstrap.check;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.cluster.ServerSetup;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/** Everything that is looked at before a node runs. Needs no server; changes nothing. */
public final class Preflight {
    private final Places places;
    private final Clock clock;

    public Preflight(Places places, Clock clock) {
        this.places = requireNonNull(places, "places");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Looks at it all, for a few seconds at most for each other machine; with wrong settings only at what needs none. */
    public List<CheckResult> run(SettingsReport report) {
        List<CheckResult> results = new ArrayList<>(settings(report));
        results.add(RuntimeCheck.java());
        results.add(RuntimeCheck.memory(places));
        if (report.problems().isEmpty()) {
            results.addAll(run(report.settings()));
        }
        return results;
    }

    private static List<CheckResult> settings(SettingsReport report) {
        List<CheckResult> results = new ArrayList<>();
        report.problems()
                .forEach(problem -> results.add(CheckResult.fail(
                        "settings", "environment", problem, "correct it; 'nimsforest config' shows them all")));
        report.warnings()
                .forEach(warning -> results.add(
                        CheckResult.warn("settings", "environment", warning, "correct it, or take it away")));
        if (results.isEmpty()) {
            results.add(CheckResult.ok("settings", "environment", "all are understood"));
        }
        return results;
    }

    private List<CheckResult> run(NodeSettings settings) {
        NatsSettings nats = settings.nats();
        Optional<ServerSetup> server = ask(nats.monitorUrl());
        List<CheckResult> results = new ArrayList<>();
        results.add(ServerCheck.of(server, places));
        results.addAll(PortsCheck.of(settings, server));
        results.add(DiskCheck.of(server, places));
        results.addAll(ClockCheck.of(others(nats), clock));
        results.addAll(TlsCheck.of(nats.credentials().get(), places, clock));
        results.addAll(PeersCheck.of(nats.peers()));
        return results;
    }

    /** Most machines keep their monitoring port to themselves; those that do not can be compared with. */
    private static Map<String, ServerSetup> others(NatsSettings nats) {
        Map<String, ServerSetup> others = new LinkedHashMap<>();
        for (String peer : nats.peers()) {
            String host = peer.substring(0, peer.lastIndexOf(':'));
            URI monitor = URI.create("http://" + host + ":" + nats.monitorUrl().getPort());
            if (LocalPort.of(host, 0).isEmpty()) {
                ask(monitor).ifPresent(setup -> others.put(host, setup));
            }
        }
        return others;
    }

    private static Optional<ServerSetup> ask(URI monitor) {
        return ServerSetup.ask(monitor, ForkJoinPool.commonPool());
    }
}
