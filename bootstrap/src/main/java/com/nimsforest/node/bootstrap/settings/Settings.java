package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.domain.subject.Token;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every setting that there is, in the order in which they are shown. */
public final class Settings {
    static final Setting<NatsUrl> NATS_URL = Setting.standard(
            "NATS_URL", "nats://localhost:4222", Forms.natsUrl(), "where the local NATS server takes clients");
    static final Setting<Integer> NATS_RETRY_ATTEMPTS = Setting.standard(
            "NATS_RETRY_ATTEMPTS", "10", Forms.countOrForEver(1), "how often the first connection is tried");
    static final Setting<Duration> NATS_RETRY_INTERVAL = Setting.standard(
            "NATS_RETRY_INTERVAL", "5s", Forms.duration(), "how long to wait between two first attempts");
    static final Setting<Duration> NATS_RECONNECT_WAIT = Setting.standard(
            "NATS_RECONNECT_WAIT", "2s", Forms.duration(), "how long to wait between two attempts to reconnect");
    static final Setting<Integer> NATS_MAX_RECONNECTS = Setting.standard(
            "NATS_MAX_RECONNECTS", "-1", Forms.countOrForEver(0), "how often to try to reconnect before giving up");
    static final Setting<String> NATS_USER =
            Setting.optional("NATS_USER", Forms.secret(), "user name at the NATS server");
    static final Setting<String> NATS_PASSWORD = Setting.secret("NATS_PASSWORD", "password at the NATS server");
    static final Setting<String> NATS_TOKEN = Setting.secret("NATS_TOKEN", "token at the NATS server");
    static final Setting<Path> NATS_CREDS =
            Setting.optional("NATS_CREDS", Forms.file(), "file with a user's JWT and seed");
    static final Setting<Path> NATS_NKEY = Setting.optional("NATS_NKEY", Forms.file(), "file with an nkey seed");
    static final Setting<Path> NATS_CA =
            Setting.optional("NATS_CA", Forms.file(), "PEM file: who may sign the server's certificate");
    static final Setting<Path> NATS_CERT =
            Setting.optional("NATS_CERT", Forms.file(), "PEM file: this client's certificate");
    static final Setting<Path> NATS_KEY =
            Setting.optional("NATS_KEY", Forms.file(), "PEM file: the key of this client's certificate");
    static final Setting<Token> NODE_NAME = new Setting<>(
            "NODE_NAME", HostName::asName, "name of this node, different on each machine", Forms.name(), false);
    static final Setting<List<String>> CLUSTER_PEERS = Setting.optional(
            "CLUSTER_PEERS", Forms.peers(), "route addresses of the other machines; none: a single node");
    static final Setting<Integer> STREAM_REPLICAS = Setting.standard(
            "STREAM_REPLICAS", "3", Forms.wholeNumber(1, 5), "copies of each stream, as far as there are machines");
    static final Setting<URI> NATS_MONITOR_URL = Setting.standard(
            "NATS_MONITOR_URL", "http://127.0.0.1:8222", Forms.webUrl(), "where the NATS server answers monitoring");
    static final Setting<String> NIMSFOREST_HTTP_HOST = Setting.standard(
            "NIMSFOREST_HTTP_HOST", "127.0.0.1", Forms.host(), "address that this node's HTTP listens on");
    static final Setting<Integer> NIMSFOREST_HTTP_PORT = Setting.standard(
            "NIMSFOREST_HTTP_PORT", "8080", Forms.wholeNumber(0, 65_535), "port of this node's HTTP; 0: any free one");
    static final Setting<String> NIMSFOREST_HTTP_TOKEN = Setting.secret(
            "NIMSFOREST_HTTP_TOKEN", "bearer token that a POST has to carry; none: open to the bound address");
    static final Setting<Path> NIMSFOREST_PLUGINS =
            Setting.optional("NIMSFOREST_PLUGINS", Forms.folder(), "folder of jars with trees and nims");
    static final Setting<Boolean> NIMSFOREST_DEMO =
            Setting.standard("NIMSFOREST_DEMO", "false", Forms.onOrOff(), "load the demo tree and nim");
    static final Setting<LogLevel> LOG_LEVEL = Setting.standard(
            "LOG_LEVEL",
            "info",
            Forms.oneOf(LogLevel.class, "error, warn, info, debug or trace"),
            "least level that is logged");
    static final Setting<LogFormat> LOG_FORMAT = Setting.standard(
            "LOG_FORMAT", "text", Forms.oneOf(LogFormat.class, "text or json"), "how a line of the log looks");

    /** All of them, in the order in which they are shown. */
    public static final List<Setting<?>> ALL = List.of(
            NATS_URL,
            NATS_RETRY_ATTEMPTS,
            NATS_RETRY_INTERVAL,
            NATS_RECONNECT_WAIT,
            NATS_MAX_RECONNECTS,
            NATS_USER,
            NATS_PASSWORD,
            NATS_TOKEN,
            NATS_CREDS,
            NATS_NKEY,
            NATS_CA,
            NATS_CERT,
            NATS_KEY,
            NODE_NAME,
            CLUSTER_PEERS,
            STREAM_REPLICAS,
            NATS_MONITOR_URL,
            NIMSFOREST_HTTP_HOST,
            NIMSFOREST_HTTP_PORT,
            NIMSFOREST_HTTP_TOKEN,
            NIMSFOREST_PLUGINS,
            NIMSFOREST_DEMO,
            LOG_LEVEL,
            LOG_FORMAT);

    /** Those that say where the forest is, for commands that only look into it. */
    public static final List<Setting<?>> CLIENT = List.of(
            NATS_URL,
            NATS_USER,
            NATS_PASSWORD,
            NATS_TOKEN,
            NATS_CREDS,
            NATS_NKEY,
            NATS_CA,
            NATS_CERT,
            NATS_KEY,
            NATS_MONITOR_URL,
            CLUSTER_PEERS,
            LOG_LEVEL);

    /** The one that is switched on by its flag alone. */
    public static final Setting<Boolean> DEMO_SWITCH = NIMSFOREST_DEMO;

    private Settings() {}
}
