package com.nimsforest.node.bootstrap.settings;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.HttpServerSettings;
import com.nimsforest.node.adapters.http.access.AccessTokens;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.bootstrap.settings.parse.DefaultNodeName;
import com.nimsforest.node.domain.subject.Token;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything that this node was told from outside.
 *
 * @param plugins folder with plug-in jars (trees and nims)
 * @param stateFolder where the node notes what plug-ins work on
 * @param demo whether the demo tree and nim are loaded
 */
public record NodeSettings(
        Token nodeName,
        NatsSettings nats,
        HttpServerSettings http,
        Optional<Path> plugins,
        Optional<Path> stateFolder,
        boolean demo,
        LogLevel logLevel,
        LogFormat logFormat) {
    /** No NATS server is advised to take more; what the local one really takes, it says itself. */
    private static final long LARGEST_BODY = 8L * 1024 * 1024;

    public NodeSettings {
        requireNonNull(nodeName, "nodeName");
        requireNonNull(nats, "nats");
        requireNonNull(http, "http");
        requireNonNull(plugins, "plugins");
        requireNonNull(stateFolder, "stateFolder");
        requireNonNull(logLevel, "logLevel");
        requireNonNull(logFormat, "logFormat");
    }

    /** The settings of this environment without flags, or a SettingsException. */
    public static NodeSettings of(Environment environment) {
        return new SettingsReader(environment, Map.of()).read().settings();
    }

    static NodeSettings from(SettingsReport report, Supplier<SettingsReport> again) {
        return new NodeSettings(
                report.require(KnownSettings.NODE_NAME),
                NatsSettingsMapper.of(report, again),
                httpSettings(report),
                report.find(KnownSettings.NIMSFOREST_PLUGINS),
                report.find(KnownSettings.NIMSFOREST_STATE_DIR),
                report.require(KnownSettings.NIMSFOREST_DEMO),
                report.require(KnownSettings.LOG_LEVEL),
                report.require(KnownSettings.LOG_FORMAT));
    }

    private static HttpServerSettings httpSettings(SettingsReport report) {
        return new HttpServerSettings(
                report.require(KnownSettings.NIMSFOREST_HTTP_HOST),
                report.require(KnownSettings.NIMSFOREST_HTTP_PORT),
                new AccessTokens(
                        report.find(KnownSettings.NIMSFOREST_HTTP_TOKEN),
                        report.find(KnownSettings.NIMSFOREST_HTTP_POST_TOKEN).orElse(Set.of()),
                        report.find(KnownSettings.NIMSFOREST_HTTP_READ_TOKEN).orElse(Set.of())),
                LARGEST_BODY,
                machineNames(report),
                report.find(KnownSettings.NIMSFOREST_HTTP_HOSTS).orElse(Set.of()),
                report.require(KnownSettings.NIMSFOREST_HTTP_IDLE));
    }

    private static Set<String> machineNames(SettingsReport report) {
        Set<String> names =
                new HashSet<>(Set.of(report.require(KnownSettings.NODE_NAME).value()));
        DefaultNodeName.hostName().ifPresent(names::add);
        return names;
    }
}
