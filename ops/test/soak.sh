#!/usr/bin/env bash
# Runs a dev mesh of three for hours, breaks it now and then, and looks each minute whether anything in it grows. Writes
# the table of docs/RELIABILITY.md and the rows behind it, docs/reliability-soak.tsv.
#
# Usage: ops/test/soak.sh [--minutes N] [--jar FILE] [--folder DIR] [--rows FILE] [--document FILE] [--table]
#   --minutes   how long (120)
#   --jar       which nimsforest (the one of this checkout; it is copied first, so that a build does not disturb it)
#   --folder    where the mesh lives (a new one, removed at the end when all is well)
#   --rows, --document  other files than those in docs
#   --table     only writes the table anew, from the rows that are there
# Needs Java's jcmd, jq and curl. As root with iptables and ss the leader is cut off at times too.
# The processes of the nodes are never killed, so that what grows in them would show; the servers are.
# Exit status: 0 when nothing was lost, done twice or grew, 1 when something was, 2 for wrong usage.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=ops/test/servers.sh
source "$root/ops/test/servers.sh"

minutes=120
jar=$root/bootstrap/target/nimsforest.jar
folder=''
rows=$root/docs/reliability-soak.tsv
document=$root/docs/RELIABILITY.md
only_table=''
ours=''
rest_seconds=75
warm_up_minutes=10
dev=''
watcher=''
began=0
port=0
http=0

say() { printf 'soak: %s %s\n' "$(date -u +%H:%M:%S)" "$*" >&2; }

fatal() {
  printf 'soak: %s\n' "$*" >&2
  exit 2
}

arguments() {
  while (($#)); do
    case $1 in
      --minutes | --jar | --folder | --rows | --document)
        (($# > 1)) || fatal "$1 needs a value"
        printf -v "${1#--}" %s "$2"
        shift
        ;;
      --table) only_table=yes ;;
      -h | --help)
        sed -n '2,/^set -euo/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) fatal "unknown: $1; see --help" ;;
    esac
    shift
  done
  [[ $minutes =~ ^[1-9][0-9]*$ ]] || fatal "--minutes: expected a number, not '$minutes'"
}

nimsforest() { java -XX:+UseSerialGC -jar "$folder/nimsforest.jar" "$@"; }

home() { echo "$folder/mesh/node-$1"; }

# Ports of node K as dev gives them.
monitor() { echo "http://127.0.0.1:$((port + 4000 + $1 - 1))"; }

healthy() {
  local node
  for node in 1 2 3; do
    curl -fsS -m 2 "http://127.0.0.1:$((http + node - 1))/healthz" 2>/dev/null | jq -e '.status == "UP"' >/dev/null || return 1
  done
}

start() {
  [[ -f $jar ]] || fatal "there is no $jar; run mvn -DskipTests package, or name one with --jar"
  if [[ -z $folder ]]; then
    folder=$(mktemp -d "${TMPDIR:-/tmp}/soak.XXXXXX")
    ours=yes
  fi
  mkdir -p "$folder"
  cp "$jar" "$folder/nimsforest.jar"
  # Far from each other, so that neither the servers' nor the nodes' further ports meet.
  port=$((20000 + RANDOM % 2000))
  http=$((port + 8000))
  # Without exec the process to stop would be a shell around it.
  (exec java -XX:+UseSerialGC -jar "$folder/nimsforest.jar" dev --nodes 3 --port "$port" \
    --http-port "$http" --dir "$folder/mesh" >"$folder/dev.log" 2>&1 </dev/null) &
  dev=$!
  trap finish EXIT
  await 120 healthy || fatal "the mesh does not get healthy; see $folder/dev.log"
}

finish() {
  [[ -z $watcher ]] || kill "$watcher" 2>/dev/null || true
  [[ -z $dev ]] || {
    kill "$dev" 2>/dev/null || true
    wait "$dev" || true
    dev=''
  }
}

# Bytes that are in use after a full collection.
live_heap() {
  jcmd "$1" GC.class_histogram 2>/dev/null | awk '$1 == "Total" { print $3 }'
}

status_of() { awk -v key="$2:" '$1 == key { print $2 }' "/proc/$1/status" 2>/dev/null; }

open_files() { find "/proc/$1/fd" -type l 2>/dev/null | wc -l; }

server_json() { curl -fsS -m 5 "$(monitor "$1")$2" 2>/dev/null || echo '{}'; }

heading=(second node threads 'heap bytes' 'open files' connections subscriptions consumers 'server kB'
  'server threads' 'server files' 'humus messages')

humus() { jq -r '[.account_details[]?.stream_detail[]? | select(.name == "HUMUS") | .state.messages] | add // ""'; }

consumers() {
  jq -r '[.account_details[]?.stream_detail[]? | "\(.name):\(.state.consumer_count)"] | sort | join(" ")'
}

look_at() { # NODE
  local java_pid nats_pid streams connections
  java_pid=$(cat "$(home "$1")/node.pid")
  nats_pid=$(cat "$(home "$1")/nats.pid" 2>/dev/null || echo none)
  streams=$(server_json "$1" '/jsz?streams=true')
  connections=$(server_json "$1" '/connz?subs=true')
  row "$((SECONDS - began))" "$1" "$(status_of "$java_pid" Threads)" "$(live_heap "$java_pid")" \
    "$(open_files "$java_pid")" "$(jq -r '.num_connections // ""' <<<"$connections")" \
    "$(jq -r '[.connections[]? | .subscriptions] | add // ""' <<<"$connections")" "$(consumers <<<"$streams")" \
    "$(status_of "$nats_pid" VmRSS)" "$(status_of "$nats_pid" Threads)" "$(open_files "$nats_pid")" \
    "$(humus <<<"$streams")" >>"$rows"
}

row() {
  local IFS=$'\t'
  printf '%s\n' "$*"
}

pause() { read -r -t "$1" <> <(:) || true; }

watch_it() {
  local next node
  while true; do
    next=$((SECONDS + 60))
    for node in 1 2 3; do look_at "$node" || say "node $node could not be looked at"; done
    while ((SECONDS < next)); do pause 1; done
  done
}

# One drill; what it came to goes to the other ones' results.
drill() {
  local result status=0
  result=$(nimsforest drill -o json --dir "$folder/mesh" "$@" 2>>"$folder/drill.log") || status=$?
  jq -c --argjson status "$status" '. + {status: $status}' <<<"${result:-{\}}" >>"$folder/drills.json"
  say "drill $*: $(tail -n 1 "$folder/drills.json" | jq -c '{status, acknowledged, lost, duplicated}')"
}

faults() {
  local kinds=(--kill --pause) turn=0 end
  if [[ $(id -u) == 0 ]] && command -v iptables ss >/dev/null; then kinds+=(--partition); fi
  while ((SECONDS - began < minutes * 60)); do
    drill "${kinds[turn % ${#kinds[@]}]}" --rounds 2
    turn=$((turn + 1))
    # Nothing happens for a while: what is not let go of in that time is kept.
    end=$((SECONDS + rest_seconds))
    while ((SECONDS < end)); do pause 5; done
  done
}

audit() {
  local last status=0
  NATS_URL=nats://127.0.0.1:$port nimsforest audit --wait 60s >"$folder/audit.log" 2>&1 || status=$?
  last=$(tail -n 1 "$folder/audit.log")
  say "audit ($status): $last"
  printf '# audit\t%s\t%s\n' "$status" "$last" >>"$rows"
}

sums() {
  jq -rs '["# drills", length, (map(.acknowledged // 0) | add), (map(.lost // 0) | add), (map(.duplicated // 0) | add),
    (map(select(.status != 0)) | length)] | @tsv' "$folder/drills.json" >>"$rows"
}

# From the rows: of each measure the median of the first quarter after the warm-up and of the last, on each node, and the
# steepest line through all of them. Its exit status says whether something grew.
table() {
  awk -F '\t' -v warm_up="$((warm_up_minutes * 60))" -f "$root/ops/test/soak.awk" "$rows"
}

publish() {
  local made status=0
  made=$(mktemp)
  table >"$made" || status=$?
  awk -v made="$made" '
    /^<!-- end -->/ { inside = 0 }
    !inside { print }
    /^<!-- soak: written/ { inside = 1; while ((getline line < made) > 0) print line }
  ' "$document" >"$made.document"
  cat "$made.document" >"$document"
  cat "$made"
  rm -f "$made" "$made.document"
  return "$status"
}

main() {
  arguments "$@"
  if [[ -z $only_table ]]; then
    start
    row "${heading[@]}" >"$rows"
    began=$SECONDS
    watch_it &
    watcher=$!
    faults
    kill "$watcher"
    watcher=''
    sums
    audit
    finish
  fi
  publish
  [[ -z $ours ]] || rm -rf "$folder"
}

main "$@"
