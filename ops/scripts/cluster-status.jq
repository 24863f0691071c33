# Judges and prints what cluster-status.sh gathered.
# Input: { self, version, cluster, expected, routed, present, servers, health, meta, streams, consumers, node, node_problems, certificate }

def pad($width): tostring | . + (" " * ([$width - length, 0] | max));
def row($widths): . as $cells | [range(length) as $i | $cells[$i] | pad($widths[$i])] | join("  ") | sub(" +$"; "");
def table: . as $rows
  | [range($rows[0] | length) as $i | [$rows[][$i] | tostring | length] | max] as $widths
  | $rows[] | row($widths);

# A replica that was not active for 5 s is offline, whatever the flags say.
def is_active: (.offline // false | not) and (.active // 0) < 5000000000;
def shown_name: if startswith("KV_") then .[3:] else . end;

# Who is up: a server that answers itself, else one that a leader had contact with just now.
def active_replicas: [.streams[].cluster | select(. != null) | .leader, (.replicas[]? | select(is_active) | .name)] | map(select(. != null and . != ""));
def up_names:
  (.self | [.]) + [.servers[].name] + (if .asked then [] else .routed + active_replicas end) | unique;
def meta_names: [.meta.leader, .meta.replicas[]?.name, .self] | map(select(. != null and . != "" and (startswith("Server name unknown") | not))) | unique;
def all_names: (meta_names + up_names) | unique;
def missing: all_names - up_names;

# What a running node creates whatever it does; LEAVES comes with the first nim.
def required_streams: ["RIVER", "ASIDE", "HUMUS", "DEADLETTER", "KV_SOIL"];
def is_ours: test("^(RIVER|ASIDE|HUMUS|LEAVES|DEADLETTER|KV_SOIL|KV_NIMSFOREST)$");

# Where there is a node, or has been one. Why a node cannot create one it tells itself.
def missing_streams:
  [.streams[].config.name] as $names
  | ([.node_problems[]? | select(.kind == "stream_not_allowed") | .about // "" | split(", ")[]]) as $refused
  | if .streams_known and (.node != "" or any($names[]; is_ours)) then required_streams - $names - $refused else [] end;

def consumer_problems:
  .consumers[]
  | (.stream_name | shown_name) as $stream
  | (if .idle and (.stream_name | is_ours) and ((.stream_name | test("^(RIVER|HUMUS)$")) or (.num_pending // 0) > 0)
     then "\($stream): no node fetches from the consumer \(.name), \(.num_pending // 0) messages are pending" else empty end),
    (if .cluster != null and (.cluster.leader // "") == "" then "\($stream): the consumer \(.name) has no leader" else empty end);

# With a message in it and no consumer on it, nothing will happen to the message.
def streams_without_consumer:
  [.consumers[].stream_name] as $consumed
  | .streams[] | select((.config.name == "HUMUS" or .config.name == "RIVER") and .state.messages > 0)
  | select(.config.name | IN($consumed[]) | not)
  | "\(.config.name) has \(.state.messages) messages and no consumer";

def stream_problems:
  . as $all
  | ([3, ($all.expected | if . % 2 == 0 then . - 1 else . end)] | min) as $goal
  | .streams[] as $stream | $stream
  | (.config.name | shown_name) as $name
  | (if $all.expected > 1 and (.cluster.leader // "") == "" then "\($name) has no leader: nothing can be written to it" else empty end),
    (if $all.expected > 1 and .config.num_replicas < $goal and (.config.name | is_ours)
     then "\($name) has \(.config.num_replicas) of \($goal) replicas" else empty end),
    ((1 + (.cluster.replicas // [] | length)) | select(. < $stream.config.num_replicas)
     | "\($name) has \(.) of \($stream.config.num_replicas) replicas"),
    (.cluster.replicas[]? | select((.current | not) or (is_active | not))
     | "\($name): the replica on \(.name) is \(if is_active | not then "offline" elif (.lag // 0) > 0 then "outdated, \(.lag) operations behind" else "not current yet" end)");

# What the node tells too, and the lines above and that of a node that is not ready do already.
def is_told_by_servers:
  IN("machines_missing", "machines_silent", "no_quorum", "jetstream_without_leader", "replicas_behind", "replicas_too_few",
    "stream_unavailable", "not_connected", "jetstream_not_asked", "jetstream_disabled", "jetstream_unavailable", "cut_off");

# All else that the node tells, also of a kind that is not known here.
def told_by_node:
  .node_problems[]?
  | select(.kind // "" | is_told_by_servers | not)
  | .reason + (if (.hint // "") == "" then "" else ": \(.hint)" end);

def problems:
  . as $all | [
    (missing[] | "\(.) is missing"),
    (($all.expected - (all_names | length)) | select(. > 0) | "waiting for machines: \($all.present) of \($all.expected)"),
    (if .expected > 1 and (.meta.leader // "") == "" then "JetStream has no leader: no majority of \($all.expected) machines is there" else empty end),
    (.health[] | select(.status != "ok") | "\(.name) is not healthy: \(.error // .status)"),
    ("no answer about streams: JetStream cannot be asked now" | select($all.streams_known | not)),
    (missing_streams[] | "\(shown_name) does not exist: a node creates it"),
    stream_problems,
    consumer_problems,
    streams_without_consumer,
    (if .node == "" or .node == "ready" then empty else "the node of this machine is not ready: \(.node)" end),
    told_by_node,
    (if .certificate.ends_in_days == null or .certificate.ends_in_days >= 0 then empty else "the certificate of this machine has ended: cluster-token.sh renew" end)
  ];

def machine_rows:
  . as $all | all_names | map(. as $name
    | ($all.servers[] | select(.name == $name)) // {} | . as $server
    | [ $name + (if $name == $all.self then " (this)" else "" end),
        (if ($all | missing | index($name)) then "MISSING" else "up" end),
        (first($all.health[] | select(.name == $name) | .status) // "-"),
        ($server.version // (if $name == $all.self then $all.version else "-" end)),
        (if $name == $all.meta.leader then "leader" else "" end) ]);

def replica_text: if .cluster == null then "1" else
  ([.cluster.leader | select(. != null and . != "") | . + "*"] +
   [.cluster.replicas[]? | .name + (if is_active | not then " OFFLINE" elif .current | not then " OUTDATED" else "" end)]) | join(", ") end;
def current_count: (if .cluster == null or (.cluster.leader // "") != "" then 1 else 0 end) + ([.cluster.replicas[]? | select(.current and is_active)] | length);

def stream_rows: [.streams | sort_by(.config.name)[] | [
  (.config.name | shown_name), "\(current_count) of \(.config.num_replicas)", .state.messages, replica_text ]];

def consumer_rows: [.consumers | sort_by([.stream_name, .name])[] | [
  (.stream_name | shown_name), .name, .num_pending, .num_ack_pending, .num_redelivered, (.cluster.leader // "-") ]];

def report:
  problems as $problems
  | "\(if .expected > 1 then "mesh \(.cluster)" else "single server" end): \(.present) of \([.expected, (all_names | length)] | max) machines" +
    (if .expected > 1 then ", JetStream leader \(if (.meta.leader // "") == "" then "none" else .meta.leader end)" else "" end),
  "", ([["MACHINE", "STATE", "HEALTH", "SERVER", "JETSTREAM"]] + machine_rows | table),
  "", (if .streams_known | not then "streams: unknown" elif (.streams | length) == 0 then "no streams yet: the first node creates them" else
        ([["STREAM", "CURRENT REPLICAS", "MESSAGES", "ON (* LEADER)"]] + stream_rows | table) end),
  (if (.consumers | length) == 0 then empty else
    "", ([["STREAM", "CONSUMER", "PENDING", "UNACKNOWLEDGED", "REDELIVERED", "LEADER"]] + consumer_rows | table) end),
  "",
  (if .node != "" then "node of this machine: \(if .node == "ready" then "ready" else "NOT READY" end)" else empty end),
  (if .certificate.ends != null then "certificate of this machine: until \(.certificate.ends)" +
    (if .certificate.ends_in_days < 30 then ": renew it now with cluster-token.sh renew" else "" end) else empty end),
  (if $problems == [] then "healthy" else ($problems[] | "PROBLEM \(.)") end);

# Names come from other machines: nothing in them reaches the terminal that it would obey, or that changes how the rest reads.
def text: report | gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"; "?");
