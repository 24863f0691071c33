package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.HealthComponent.CLUSTER;
import static com.nimsforest.node.domain.health.HealthComponent.JETSTREAM;
import static com.nimsforest.node.domain.health.HealthComponent.NATS;
import static com.nimsforest.node.domain.health.HealthComponent.PIPELINE;
import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * All kinds of problems that a node can have: a new one is a constant here and its entry in {@code docs/RUNBOOK.md}.
 *
 * <p>Reason and hint are texts with the names of facts in braces; {@code {about}} is what the finding is about. Only a
 * {@link HealthFinding} fills them in. What a server said stands in them as it said it.
 */
public enum ProblemKind {
    NOT_CONNECTED(
            NATS,
            DOWN,
            "not-connected",
            "not connected to {url}: {cause}",
            "is nats-server running on this machine, at {url}, and does it know this node's credentials?"),
    CERTIFICATE_EXPIRING(
            NATS,
            DEGRADED,
            "certificate-expiring",
            "the server's certificate ends at {end}",
            "renew it: cluster-token.sh renew"),

    CLOCK_SKEW(
            NATS,
            DEGRADED,
            "clock-skew",
            "this node's clock is {seconds} s {direction} that of its server {about}",
            "timedatectl set-ntp true, on both machines: ages, retries and windows are reckoned by them"),

    JETSTREAM_NOT_ASKED(JETSTREAM, DOWN, "not-connected", "no connection to ask over", "see the component nats"),
    JETSTREAM_DISABLED(
            JETSTREAM,
            DOWN,
            "jetstream-off",
            "waiting for JetStream: it is not enabled on the server ({answer})",
            "add 'jetstream {}' to the server's configuration, correct NATS_JS_DOMAIN where it is set, or mend the disk if the"
                    + " server has switched it off by itself"),
    JETSTREAM_UNAVAILABLE(
            JETSTREAM,
            DOWN,
            "jetstream-off",
            "waiting for JetStream: {answer}",
            "is jetstream enabled on the server, and a meta leader elected?"),
    JETSTREAM_WITHOUT_LEADER(
            JETSTREAM,
            DOWN,
            "no-meta-leader",
            "waiting for machines: {there} of {expected}; JetStream has no leader yet",
            "start the missing machines"),
    STREAM_UNAVAILABLE(
            JETSTREAM, DOWN, "not-ready", "{about}: {answer}", "the node keeps trying; its log says what it waits for"),
    /** A limit of the account or the server, or a permission; the answer names it. */
    STREAM_NOT_ALLOWED(JETSTREAM, DOWN, "stream-not-allowed", "{about}: {answer}", "{hint}"),
    STREAM_SEALED(
            JETSTREAM,
            DOWN,
            "stream-sealed",
            "{about} is sealed: it takes no more messages for ever",
            "move what it holds to a new stream of the same name: see the runbook"),
    /** Another client has changed it so. */
    STREAM_MISCONFIGURED(
            JETSTREAM,
            DOWN,
            "stream-misconfigured",
            "{about} refuses, keeps or loses messages as it is configured: {drift}",
            "nimsforest streams apply changes it back; for what it lists as unchanged see the runbook"),
    /** No request can be answered. */
    ANSWERS_FORBIDDEN(
            JETSTREAM,
            DOWN,
            "permissions-violation",
            "{answer}",
            "let this node's user subscribe to {about}, or set NATS_INBOX_PREFIX to what it may: docs/PERMISSIONS.md"),
    INPUT_FORBIDDEN(
            JETSTREAM,
            DOWN,
            "permissions-violation",
            "{answer}",
            "let this node's user publish to {about}: docs/PERMISSIONS.md"),
    STREAM_FULL(
            JETSTREAM,
            DOWN,
            "not-ready",
            "{about} is full: it holds {limit}, and takes no more",
            "RIVER: see which consumer does not work them off; a lower limit than planned: nimsforest streams apply"),
    STORAGE_FULL(
            JETSTREAM,
            DOWN,
            "disk-full",
            "JetStream stores nothing more: {about} has used {count} of {most} bytes",
            "work off what waits, or give it more: --jetstream-max-file for a server, jetstream { max_file } for an account"),
    STREAM_UPDATE_REFUSED(
            JETSTREAM, DEGRADED, "not-ready", "{about}: {answer}", "the node's log says what it tried to change"),
    SOIL_REMOVED(
            JETSTREAM,
            DEGRADED,
            "messages-removed",
            "{count} messages of {about} were removed, the last at {end}: entities may be missing",
            "nimsforest audit names them, and audit --repair takes them from the humus; shown for a day, or until the node is"
                    + " restarted"),
    STREAM_IDENTITY_REPLACED(
            JETSTREAM,
            DEGRADED,
            "identity-replaced",
            "{about} has a new identity, {identity}: it is not the stream that had {before}",
            "it was deleted, or its metadata replaced: send again what it held and had no effect yet; see the runbook"),
    REPLICAS_DIFFER(
            JETSTREAM,
            DEGRADED,
            "diverged",
            "{about} differs between its replicas: {replicas}",
            "a machine has lost what it acknowledged: see 'diverged' in the runbook before anything is restarted"),
    REPLICAS_BEHIND(
            JETSTREAM,
            DEGRADED,
            "under-replicated",
            "{about}: {current} of {replicas} replicas are current",
            "the missing replicas come when their machines do"),
    REPLICAS_TOO_FEW(
            JETSTREAM,
            DEGRADED,
            "under-replicated",
            "{about}: {replicas} of {desired} replicas",
            "the missing replicas come when their machines do"),
    STREAM_DISCARDS_OLD(
            JETSTREAM,
            DEGRADED,
            "discards-old",
            "{about}: acknowledged messages can be dropped before they had their effect ({drift})",
            "nimsforest streams apply changes it back to what is planned"),
    STREAM_DIFFERS_FROM_PLAN(
            JETSTREAM,
            DEGRADED,
            "drift",
            "{about}: is not as planned: {drift}",
            "nimsforest streams diff shows it, nimsforest streams apply changes it, with --narrow also what then keeps less; for"
                    + " what it lists as unchanged see the runbook"),
    /** While the other machines' servers answer for it; a full disk makes a server do so. */
    JETSTREAM_SWITCHED_OFF(
            JETSTREAM,
            DEGRADED,
            "jetstream-off",
            "JetStream is off on {about}: no replica is kept there",
            "its log says why, such as a full disk; mend that, then 'systemctl restart nats' there"),
    ACCOUNT_NEARLY_FULL(
            JETSTREAM,
            DEGRADED,
            "disk-full",
            "{about} has used {count} of {most} bytes that it may store; what is larger than the rest is refused",
            "work off what waits, or give it more: jetstream { max_file } of the account"),
    DISK_NEARLY_FULL(
            JETSTREAM,
            DEGRADED,
            "disk-full",
            "JetStream has used {percent} % of what it may store on this machine",
            "work off what waits, or give it more: --jetstream-max-file"),

    MONITOR_UNREADABLE(
            CLUSTER,
            DEGRADED,
            "monitor-unreadable",
            "monitoring port {url} does not answer: {cause}",
            "is the server's monitoring port reachable (NATS_MONITOR_URL)?"),
    MONITOR_OF_OTHER_SERVER(
            CLUSTER,
            DEGRADED,
            "monitor-unreadable",
            "monitoring port {url} is that of the server {server}, not of {about} ({id}), which this node is connected to",
            "set NATS_MONITOR_URL to the monitoring port of the server in NATS_URL"),
    PEERS_NOT_SET(
            CLUSTER,
            DEGRADED,
            "peers-not-set",
            "this node has no CLUSTER_PEERS, but its server is in the mesh {about} with {peers}",
            "set CLUSTER_PEERS to the route addresses of the other machines, and restart the node: it wants one replica of each"
                    + " stream"),
    MACHINES_MISSING(
            CLUSTER,
            DEGRADED,
            "machine-missing",
            "{there} of {expected} machines, missing: {missing}",
            "start the missing machines, or mend the network"),
    MACHINES_SILENT(
            CLUSTER,
            DEGRADED,
            "machine-frozen",
            "{there} of {expected} machines, missing: {missing}; still routed, but no answer",
            "the server there is frozen, or its disk or the network is: 'systemctl status nats' and 'uptime' there, then"
                    + " 'systemctl restart nats'"),
    CUT_OFF(
            CLUSTER,
            DEGRADED,
            "not-connected",
            "this node is cut off: how the other machines are is not known here",
            "ask a node on another machine; see the component nats"),
    NO_QUORUM(CLUSTER, DOWN, "no-quorum", "no quorum", "start the missing machines, or mend the network"),
    NODE_NAME_TAKEN(
            CLUSTER,
            DEGRADED,
            "node-name-taken",
            "another node has the name {about}, too: {others}; this one is {process}",
            "give each node a NODE_NAME of its own, and restart it"),
    NODE_SILENT(
            PIPELINE,
            DEGRADED,
            "node-down",
            "no node answers on {about}",
            "start it there: systemctl start nimsforest"),

    SUBJECT_FORBIDDEN(
            PIPELINE,
            DEGRADED,
            "permissions-violation",
            "{answer}",
            "let this node's user {action} {about}: docs/PERMISSIONS.md"),
    PLUGIN_NOT_USED(PIPELINE, DEGRADED, "plug-in", "{about}", "the node's log says more"),
    PLUGIN_CHANGED(
            PIPELINE,
            DEGRADED,
            "plug-in",
            "{about}: {action} after the start; the node goes on with what it loaded",
            "load what the folder has now: systemctl restart nimsforest"),
    HANDLER_FAILING(
            PIPELINE,
            DEGRADED,
            "handler-failing",
            "{about} fails on {messages}, since {begin} on {subject}: attempt {attempt} of {attempts}: {error}",
            "mend the plug-in, or what it calls, and restart the node: its log has the stack trace; after the last attempt the"
                    + " message is a dead letter: nimsforest deadletter ls"),
    HANDLER_NOT_RETURNING(
            PIPELINE,
            DEGRADED,
            "handler-failing",
            "{about} has {threads} that did not return within its time limit; it stands at {place}",
            "mend the plug-in; the threads end with the process: systemctl restart nimsforest"),
    HANDLER_OUT_OF_THREADS(
            PIPELINE,
            DEGRADED,
            "handler-failing",
            "{about} gets no more messages: {threads} did not return within its time limit; it stands at {place}",
            "mend the plug-in, then restart the node: systemctl restart nimsforest"),
    HANDLER_ENDED_PROCESS(
            PIPELINE,
            DEGRADED,
            "handler-failing",
            "the node's process ended {times} while {about} worked on message {message}",
            "see the end of the log before the last start; after the third time the message is a dead letter"),
    CONSUMER_WAITING(PIPELINE, DEGRADED, "stalled", "consumer {about} waits: {cause}", "the node's log says more"),
    /** What a handler fails on is {@link #HANDLER_FAILING}. */
    MESSAGES_POSTPONED(
            PIPELINE,
            DEGRADED,
            "stalled",
            "consumer {about} has postponed messages of {stream}: {count}, the oldest of {begin}: {cause}",
            "remove the cause; each message is tried again within a minute"),
    CONSUMER_STALLED(
            PIPELINE,
            DEGRADED,
            "stalled",
            "consumer {about} is stalled: {left} messages of {stream}, none acknowledged, the oldest {age}",
            "each node's log names the tree or nim that takes them; restart the nodes one after another if none is named"),
    CONSUMER_PAUSED(
            PIPELINE,
            DEGRADED,
            "stalled",
            "consumer {about} is paused until {until}",
            "if that is not meant: nats consumer resume {stream} {durable}"),
    /** The servers deliver nothing more until some of what they delivered is acknowledged, or some requests have ended. */
    CONSUMER_AT_LIMIT(
            PIPELINE,
            DEGRADED,
            "consumer-limits",
            "consumer {about} gets no more messages: {count} {what}, as many as its {limit} allows",
            "max_ack_pending: nats consumer edit {stream} {durable} --force --max-pending=1000000; max_waiting: nats consumer rm"
                    + " {stream} {durable} --force, and the node makes it again"),
    CONSUMER_BATCH_LIMITED(
            PIPELINE,
            DEGRADED,
            "consumer-limits",
            "consumer {about} may ask for {batch} messages at once",
            "the node obeys, and is slower; raise max_request_batch of the server's JetStream limits, if it is lower than 512,"
                    + " then: {command}"),
    UNKNOWN_SUBJECTS(
            PIPELINE,
            DEGRADED,
            "unknown-subjects",
            "{count} river messages wait for a tree: no node has one for {subject}, since {first}",
            "load the plug-in that asks for it, and restart the node; from {until} on what waits becomes a dead letter"),
    TREE_MISSING(
            PIPELINE,
            DEGRADED,
            "unknown-subjects",
            "{count} river messages wait for {about}, which no node runs",
            "load the plug-in with this tree on a node"),
    NIM_MISSING(
            PIPELINE,
            DEGRADED,
            "nim-missing",
            "{count} leaves wait for nim {about}, which no node runs",
            "load the plug-in with this nim on a node, or remove its consumer: nats consumer rm LEAVES {durable} --force"),
    CONSUMER_NEARLY_AGED_OUT(
            PIPELINE,
            DEGRADED,
            "nearly-aged-out",
            "consumer {about} is late: its oldest message has used {percent} % of the time that {stream} keeps it",
            "see what holds it up, or give the stream more time first: nats stream edit {stream} --max-age"),
    CONSUMER_NEARLY_DROPPED(
            PIPELINE,
            DEGRADED,
            "nearly-aged-out",
            "consumer {about} is late: {left} messages wait, and {stream} drops its oldest beyond {most}",
            "see what holds it up, or give the stream more room first: nats stream edit {stream} --max-msgs"),
    MESSAGES_REMOVED(
            PIPELINE,
            DEGRADED,
            "messages-removed",
            "at least {count} messages of {stream} were removed before consumer {about} had worked on them, the last at {end}",
            "another client purged or deleted, or a limit of the stream dropped, what is missing: send it again once the"
                    + " stream's duplicate window is over; shown for a day, or until the node is restarted"),
    ENTITY_WAITING(
            PIPELINE,
            DEGRADED,
            "entity-waits",
            "the leaves of entity {about} wait: {cause}",
            "other entities go on, and this one once the cause is gone; if its nim fails, mend the plug-in and restart the node, or"
                    + " wait: after the last attempt the leaf is a dead letter, and the entity goes on without it; if another kind of"
                    + " node wrote or removed it: nimsforest audit --repair, and where it still waits 'nats kv del SOIL KEY' before"),
    /** What comes of a stream goes on in the stream's order, so that one message holds up those behind it. */
    ENTITY_NIM_WAITING(
            PIPELINE,
            DEGRADED,
            "entity-waits",
            "the leaves of entity nim {about} wait for their order: {stream} is not done up to message {sequence}",
            "see which tree or consumer of that stream is slow, failing or gone: nimsforest status"),
    /** The entity nim whose it is goes on from its own last change, and overwrites the other's with its next one. */
    ENTITY_OF_TWO_NIMS(
            PIPELINE,
            DEGRADED,
            "entity-of-two-nims",
            "two nims change entity {about}: {nims}",
            "the last of their changes stands, and the entity nim does not see the other's: give each nim keys of its own;"
                    + " shown until the node is restarted"),
    HUMUS_LOST_TAIL(
            PIPELINE,
            DEGRADED,
            "humus-lost-its-tail",
            "the humus has lost its end: the soil reflects {about}, which it does not hold",
            "nimsforest audit names each entity whose soil is not what the humus says"),

    /** What a node of another version tells of itself, in its own words. */
    OTHER_VERSION(PIPELINE, DEGRADED, "other-version", "{about}", "{hint}"),
    /** The same, of a node that is down. */
    OTHER_VERSION_DOWN(PIPELINE, DOWN, "other-version", "{about}", "{hint}");

    private final HealthComponent component;
    private final HealthStatus severity;
    private final String runbook;
    private final String reason;
    private final String hint;

    ProblemKind(HealthComponent component, HealthStatus severity, String runbook, String reason, String hint) {
        this.component = component;
        this.severity = severity;
        this.runbook = runbook;
        this.reason = reason;
        this.hint = hint;
    }

    public HealthComponent component() {
        return component;
    }

    /** DEGRADED or DOWN. */
    public HealthStatus severity() {
        return severity;
    }

    /** The anchor of the entry in {@code docs/RUNBOOK.md} that says what to do. */
    public String runbook() {
        return runbook;
    }

    String reason() {
        return reason;
    }

    String hint() {
        return hint;
    }

    /** Whether a node with such a problem cannot take and keep data now. */
    public boolean stopsInput() {
        return severity == DOWN && component != CLUSTER;
    }

    /** As metrics and JSON name it, such as {@code not_connected}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that word; empty when this version does not know it. */
    public static Optional<ProblemKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
