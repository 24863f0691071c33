package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.bootstrap.settings.parse.MachineHosts;
import com.nimsforest.node.bootstrap.settings.parse.NatsServerUrls;
import com.nimsforest.node.bootstrap.settings.parse.PeerAddressParser;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the settings say about NATS, for the adapter. */
final class NatsSettingsMapper {
    /** The streams as people name them, and as the servers do. */
    static final Map<String, String> STREAMS = streamNames();

    private NatsSettingsMapper() {}

    /** The bucket goes by its own name and by that of its stream. */
    private static Map<String, String> streamNames() {
        Map<String, String> names = new HashMap<>();
        ForestStreamLayout.NAMES.forEach(name -> {
            names.put(name, name);
            names.put(name.replaceFirst("^KV_", ""), name);
        });
        return Map.copyOf(names);
    }

    /**
     * Makes the adapter's settings.
     *
     * @param again finds everything anew: secrets in files may have been renewed since
     */
    static NatsSettings of(SettingsReport report, Supplier<SettingsReport> again) {
        ConnectRetrySchedule firstConnect = new ConnectRetrySchedule(
                report.require(KnownSettings.NATS_RETRY_ATTEMPTS), report.require(KnownSettings.NATS_RETRY_INTERVAL));
        return NatsSettings.builder(
                        report.require(KnownSettings.NATS_URL).addresses().toArray(String[]::new))
                .firstConnect(firstConnect)
                .reconnectWait(report.require(KnownSettings.NATS_RECONNECT_WAIT))
                .maxReconnects(report.require(KnownSettings.NATS_MAX_RECONNECTS))
                .credentials(() -> credentials(again.get(), report))
                .connectionName("nimsforest " + report.require(KnownSettings.NODE_NAME))
                .replicas(report.require(KnownSettings.STREAM_REPLICAS))
                .peers(peers(report))
                .monitorUrl(report.require(KnownSettings.NATS_MONITOR_URL))
                .inboxPrefix(report.require(KnownSettings.NATS_INBOX_PREFIX))
                .jetStreamDomain(report.find(KnownSettings.NATS_JS_DOMAIN))
                .tlsFirst(report.require(KnownSettings.NATS_TLS_FIRST))
                .streamLimits(streamLimits(report))
                .build();
    }

    private static StreamLimitSettings streamLimits(SettingsReport report) {
        return new StreamLimitSettings(
                report.find(KnownSettings.NIMSFOREST_STREAM_MAX_BYTES).orElse(Map.of()),
                report.find(KnownSettings.NIMSFOREST_DUPLICATE_WINDOW));
    }

    private static List<String> peers(SettingsReport report) {
        List<String> peers = report.find(KnownSettings.CLUSTER_PEERS).orElse(List.of());
        return peers.isEmpty()
                ? peers
                : PeerAddressParser.others(
                        peers,
                        routePort(report.require(KnownSettings.NATS_MONITOR_URL)),
                        MachineHosts.ofMachine(
                                report.require(KnownSettings.NODE_NAME).value()));
    }

    /** As far from the monitoring port as 6222 is from 8222: nats-server's own numbers, and those of {@code dev}. */
    private static int routePort(URI monitor) {
        return monitor.getPort() - 8222 + 6222;
    }

    private static NatsCredentials credentials(SettingsReport now, SettingsReport first) {
        NatsServerUrls url = first.require(KnownSettings.NATS_URL);
        return new NatsCredentials(
                find(KnownSettings.NATS_USER, now, first).or(url::user),
                find(KnownSettings.NATS_PASSWORD, now, first).or(url::password),
                find(KnownSettings.NATS_TOKEN, now, first).or(url::token),
                first.find(KnownSettings.NATS_CREDS),
                first.find(KnownSettings.NATS_NKEY),
                first.find(KnownSettings.NATS_CA),
                first.find(KnownSettings.NATS_CERT),
                first.find(KnownSettings.NATS_KEY));
    }

    /** While a file is being replaced, the secret that was good before is the best guess. */
    private static Optional<String> find(SettingDefinition<String> setting, SettingsReport now, SettingsReport first) {
        return now.find(setting).or(() -> first.find(setting));
    }
}
