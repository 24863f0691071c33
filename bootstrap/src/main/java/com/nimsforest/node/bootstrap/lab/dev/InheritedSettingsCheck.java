package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.SettingsReader;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that dev sets for its nodes, and a check of those that they inherit from the user. */
final class InheritedSettingsCheck {
    /** The servers need no credentials, and each node has its own location. */
    static final Set<String> SET_BY_DEV = Set.of(
            "NATS_URL",
            "NATS_USER",
            "NATS_PASSWORD",
            "NATS_PASSWORD_FILE",
            "NATS_TOKEN",
            "NATS_TOKEN_FILE",
            "NATS_CREDS",
            "NATS_NKEY",
            "NATS_CA",
            "NATS_CERT",
            "NATS_KEY",
            "NATS_MONITOR_URL",
            "NODE_NAME",
            "CLUSTER_PEERS",
            "STREAM_REPLICAS",
            "NIMSFOREST_HTTP_HOST",
            "NIMSFOREST_HTTP_PORT",
            "NIMSFOREST_STATE_DIR",
            "NIMSFOREST_DEMO");

    private InheritedSettingsCheck() {}

    /** Warnings about the settings of the user; fails with a list of all wrong ones before anything starts. */
    static List<String> check(Environment environment) {
        Map<String, String> inherited = environment.names().stream()
                .filter(name -> !SET_BY_DEV.contains(name))
                .filter(name -> environment.find(name).isPresent())
                .collect(Collectors.toMap(
                        name -> name, name -> environment.find(name).orElse("")));
        SettingsReport report = new SettingsReader(new Environment(inherited), Map.of()).read();
        report.settings();
        return report.warnings();
    }
}
