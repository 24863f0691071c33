package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.SettingsReader;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which settings dev decides for its nodes, and whether the others, which are the user's, can be right. */
final class DevNodeSettings {
    /** The servers here know no login, and each node has its own place. */
    static final Set<String> DECIDED = Set.of(
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

    private DevNodeSettings() {}

    /** What is odd about the settings of the user; a failure that lists all that is wrong, before anything starts. */
    static List<String> check(Environment environment) {
        Map<String, String> handedOn = environment.names().stream()
                .filter(name -> !DECIDED.contains(name))
                .filter(name -> environment.find(name).isPresent())
                .collect(Collectors.toMap(
                        name -> name, name -> environment.find(name).orElse("")));
        SettingsReport report = new SettingsReader(new Environment(handedOn), Map.of()).read();
        report.settings();
        return report.warnings();
    }
}
