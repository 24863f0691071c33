package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.domain.connection.RetrySchedule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the settings say about NATS, for the adapter. */
final class NatsSection {
    private NatsSection() {}

    /**
     * Makes the adapter's settings.
     *
     * @param again finds everything anew: secrets in files may have been renewed since
     */
    static NatsSettings of(SettingsReport report, Supplier<SettingsReport> again) {
        RetrySchedule firstConnect = new RetrySchedule(
                report.require(Settings.NATS_RETRY_ATTEMPTS), report.require(Settings.NATS_RETRY_INTERVAL));
        return NatsSettings.builder(report.require(Settings.NATS_URL).plain())
                .firstConnect(firstConnect)
                .reconnectWait(report.require(Settings.NATS_RECONNECT_WAIT))
                .maxReconnects(report.require(Settings.NATS_MAX_RECONNECTS))
                .credentials(() -> credentials(again.get(), report))
                .connectionName("nimsforest " + report.require(Settings.NODE_NAME))
                .replicas(report.require(Settings.STREAM_REPLICAS))
                .peers(peers(report))
                .monitorUrl(report.require(Settings.NATS_MONITOR_URL))
                .build();
    }

    private static List<String> peers(SettingsReport report) {
        List<String> named = report.find(Settings.CLUSTER_PEERS).orElse(List.of());
        return Peers.others(named, report.require(Settings.NODE_NAME).value());
    }

    private static NatsCredentials credentials(SettingsReport now, SettingsReport first) {
        NatsUrl url = first.require(Settings.NATS_URL);
        return new NatsCredentials(
                find(Settings.NATS_USER, now, first).or(url::user),
                find(Settings.NATS_PASSWORD, now, first).or(url::password),
                find(Settings.NATS_TOKEN, now, first).or(url::token),
                first.find(Settings.NATS_CREDS),
                first.find(Settings.NATS_NKEY),
                first.find(Settings.NATS_CA),
                first.find(Settings.NATS_CERT),
                first.find(Settings.NATS_KEY));
    }

    /** While a file is being replaced, the secret that was good before is the best guess. */
    private static Optional<String> find(Setting<String> setting, SettingsReport now, SettingsReport first) {
        return now.find(setting).or(() -> first.find(setting));
    }
}
