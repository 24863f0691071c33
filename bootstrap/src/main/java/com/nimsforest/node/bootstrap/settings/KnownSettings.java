package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.adapters.http.HttpServerSettings;
import com.nimsforest.node.bootstrap.settings.parse.DefaultNodeName;
import com.nimsforest.node.bootstrap.settings.parse.NatsServerUrls;
import com.nimsforest.node.bootstrap.settings.parse.SettingParsers;
import com.nimsforest.node.bootstrap.settings.parse.StreamLimitParsers;
import com.nimsforest.node.domain.payload.DurationText;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.subject.Token;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every setting that there is, in the order in which they are shown. */
public final class KnownSettings {
    static final SettingDefinition<NatsServerUrls> NATS_URL = SettingDefinition.standard(
            "NATS_URL", "nats://localhost:4222", SettingParsers.natsUrl(), "client URL of the local NATS server");
    static final SettingDefinition<Integer> NATS_RETRY_ATTEMPTS = SettingDefinition.standard(
            "NATS_RETRY_ATTEMPTS",
            "10",
            SettingParsers.countOrForEver(1),
            "number of attempts for the first connection");
    static final SettingDefinition<Duration> NATS_RETRY_INTERVAL = SettingDefinition.standard(
            "NATS_RETRY_INTERVAL",
            "5s",
            SettingParsers.duration(),
            "interval between attempts for the first connection");
    static final SettingDefinition<Duration> NATS_RECONNECT_WAIT = SettingDefinition.standard(
            "NATS_RECONNECT_WAIT", "2s", SettingParsers.duration(), "interval between attempts to reconnect");
    static final SettingDefinition<Integer> NATS_MAX_RECONNECTS = SettingDefinition.standard(
            "NATS_MAX_RECONNECTS", "-1", SettingParsers.countOrForEver(0), "maximum number of attempts to reconnect");
    static final SettingDefinition<String> NATS_USER =
            SettingDefinition.optional("NATS_USER", SettingParsers.secret(), "user name at the NATS server");
    static final SettingDefinition<String> NATS_PASSWORD =
            SettingDefinition.secret("NATS_PASSWORD", "password at the NATS server");
    static final SettingDefinition<String> NATS_TOKEN =
            SettingDefinition.secret("NATS_TOKEN", "token at the NATS server");
    static final SettingDefinition<Path> NATS_CREDS =
            SettingDefinition.optional("NATS_CREDS", SettingParsers.file(), "file with a user's JWT and seed");
    static final SettingDefinition<Path> NATS_NKEY =
            SettingDefinition.optional("NATS_NKEY", SettingParsers.file(), "file with an nkey seed");
    static final SettingDefinition<Path> NATS_CA = SettingDefinition.optional(
            "NATS_CA",
            SettingParsers.file(),
            "PEM file: CA certificates that the server's certificate is verified with");
    static final SettingDefinition<Path> NATS_CERT =
            SettingDefinition.optional("NATS_CERT", SettingParsers.file(), "PEM file: client certificate of this node");
    static final SettingDefinition<Path> NATS_KEY = SettingDefinition.optional(
            "NATS_KEY", SettingParsers.file(), "PEM file: private key of the client certificate");
    static final SettingDefinition<Token> NODE_NAME = new SettingDefinition<>(
            "NODE_NAME",
            DefaultNodeName::asName,
            "name of this node, unique in the mesh",
            SettingParsers.name(),
            false);
    static final SettingDefinition<List<String>> CLUSTER_PEERS = SettingDefinition.optional(
            "CLUSTER_PEERS", SettingParsers.peers(), "route addresses of the other machines; none: a single node");
    static final SettingDefinition<ReplicaGoal> STREAM_REPLICAS = SettingDefinition.standard(
            "STREAM_REPLICAS",
            "auto",
            SettingParsers.replicas(),
            "replicas of each stream, limited by the number of machines; auto: 1 below three machines, 3 with three or four, else 5");
    static final SettingDefinition<String> NATS_INBOX_PREFIX = SettingDefinition.standard(
            "NATS_INBOX_PREFIX", "_INBOX", StreamLimitParsers.subjectPrefix(), "prefix of the subjects for replies");
    static final SettingDefinition<String> NATS_JS_DOMAIN = SettingDefinition.optional(
            "NATS_JS_DOMAIN",
            StreamLimitParsers.domain(),
            "JetStream domain that holds the streams; none: that of the local server");
    static final SettingDefinition<Boolean> NATS_TLS_FIRST = SettingDefinition.standard(
            "NATS_TLS_FIRST",
            "false",
            SettingParsers.onOrOff(),
            "TLS handshake before INFO, for servers with handshake_first");
    static final SettingDefinition<Map<String, Long>> NIMSFOREST_STREAM_MAX_BYTES = SettingDefinition.optional(
            "NIMSFOREST_STREAM_MAX_BYTES",
            StreamLimitParsers.sizes(NatsSettingsMapper.STREAMS),
            "maximum size of each stream, for accounts that require one");
    static final SettingDefinition<Duration> NIMSFOREST_DUPLICATE_WINDOW = SettingDefinition.optional(
            "NIMSFOREST_DUPLICATE_WINDOW",
            StreamLimitParsers.duplicateWindow(),
            "how long streams remember message ids; none: 10m, RIVER and SOIL 2m");
    static final SettingDefinition<URI> NATS_MONITOR_URL = SettingDefinition.standard(
            "NATS_MONITOR_URL",
            "http://127.0.0.1:8222",
            SettingParsers.webUrl(),
            "URL of the monitoring port of the NATS server");
    static final SettingDefinition<String> NIMSFOREST_HTTP_HOST = SettingDefinition.standard(
            "NIMSFOREST_HTTP_HOST", "127.0.0.1", SettingParsers.host(), "listen address of the HTTP server");
    static final SettingDefinition<Integer> NIMSFOREST_HTTP_PORT = SettingDefinition.standard(
            "NIMSFOREST_HTTP_PORT",
            "8080",
            SettingParsers.wholeNumber(0, 65_535),
            "port of the HTTP server; 0: any free port");
    static final SettingDefinition<String> NIMSFOREST_HTTP_TOKEN = SettingDefinition.secret(
            "NIMSFOREST_HTTP_TOKEN", "bearer token required to post and to read; none: open on a loopback address");
    static final SettingDefinition<Set<String>> NIMSFOREST_HTTP_POST_TOKEN =
            SettingDefinition.secrets("NIMSFOREST_HTTP_POST_TOKEN", "bearer tokens that allow only posting");
    static final SettingDefinition<Set<String>> NIMSFOREST_HTTP_READ_TOKEN =
            SettingDefinition.secrets("NIMSFOREST_HTTP_READ_TOKEN", "bearer tokens that allow only reading");
    static final SettingDefinition<Boolean> NIMSFOREST_HTTP_OPEN = SettingDefinition.standard(
            "NIMSFOREST_HTTP_OPEN",
            "false",
            SettingParsers.onOrOff(),
            "allow a listen address that other machines can reach without a token");
    static final SettingDefinition<Set<String>> NIMSFOREST_HTTP_HOSTS = SettingDefinition.optional(
            "NIMSFOREST_HTTP_HOSTS", SettingParsers.hosts(), "further host names that HTTP requests may use");
    static final SettingDefinition<Duration> NIMSFOREST_HTTP_IDLE = SettingDefinition.standard(
            "NIMSFOREST_HTTP_IDLE",
            DurationText.of(HttpServerSettings.USUAL_IDLE),
            SettingParsers.duration(),
            "idle timeout of HTTP connections");
    static final SettingDefinition<Path> NIMSFOREST_PLUGINS = SettingDefinition.optional(
            "NIMSFOREST_PLUGINS", SettingParsers.folder(), "folder with plug-in jars (trees and nims)");
    static final SettingDefinition<Path> NIMSFOREST_STATE_DIR = SettingDefinition.optional(
            "NIMSFOREST_STATE_DIR",
            SettingParsers.writableFolder(),
            "folder for the journal that identifies a plug-in which ends the process");
    static final SettingDefinition<Boolean> NIMSFOREST_DEMO = SettingDefinition.standard(
            "NIMSFOREST_DEMO", "false", SettingParsers.onOrOff(), "load the demo tree and nim");
    static final SettingDefinition<LogLevel> LOG_LEVEL = SettingDefinition.standard(
            "LOG_LEVEL",
            "info",
            SettingParsers.oneOf(LogLevel.class, "error, warn, info, debug or trace"),
            "minimum level that is logged");
    static final SettingDefinition<LogFormat> LOG_FORMAT = SettingDefinition.standard(
            "LOG_FORMAT", "text", SettingParsers.oneOf(LogFormat.class, "text or json"), "format of log lines");

    /** All of them, in the order in which they are shown. */
    public static final List<SettingDefinition<?>> ALL = List.of(
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
            NATS_INBOX_PREFIX,
            NATS_JS_DOMAIN,
            NATS_TLS_FIRST,
            NIMSFOREST_STREAM_MAX_BYTES,
            NIMSFOREST_DUPLICATE_WINDOW,
            NATS_MONITOR_URL,
            NIMSFOREST_HTTP_HOST,
            NIMSFOREST_HTTP_PORT,
            NIMSFOREST_HTTP_TOKEN,
            NIMSFOREST_HTTP_POST_TOKEN,
            NIMSFOREST_HTTP_READ_TOKEN,
            NIMSFOREST_HTTP_OPEN,
            NIMSFOREST_HTTP_HOSTS,
            NIMSFOREST_HTTP_IDLE,
            NIMSFOREST_PLUGINS,
            NIMSFOREST_STATE_DIR,
            NIMSFOREST_DEMO,
            LOG_LEVEL,
            LOG_FORMAT);

    /** Those that say where the forest is, for commands that only look into it. */
    public static final List<SettingDefinition<?>> CLIENT = List.of(
            NATS_URL,
            NATS_USER,
            NATS_PASSWORD,
            NATS_TOKEN,
            NATS_CREDS,
            NATS_NKEY,
            NATS_CA,
            NATS_CERT,
            NATS_KEY,
            NATS_INBOX_PREFIX,
            NATS_JS_DOMAIN,
            NATS_TLS_FIRST,
            NATS_MONITOR_URL,
            CLUSTER_PEERS,
            LOG_LEVEL);

    /** The one that is switched on by its flag alone. */
    public static final SettingDefinition<Boolean> DEMO_SWITCH = NIMSFOREST_DEMO;

    private KnownSettings() {}
}
