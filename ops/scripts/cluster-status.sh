#!/usr/bin/env bash
#
# Shows the whole mesh as seen from this machine: its members and their health,
# the streams with their replicas, the consumers, and what is wrong.
#
#   cluster-status.sh [--json]
#
#   --json   all of it as one JSON object, with the list "problems"
#   --help
#
# A server that asks for passwords answers root only (they are in /etc/nats/nats.conf).
# Needs jq. Exit status: 0 all healthy, 1 not, 2 a flag is wrong.

set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/scripts/lib-messages.sh
source "$here/lib-messages.sh"
# shellcheck source=ops/scripts/lib-monitoring.sh
source "$here/lib-monitoring.sh"

conf=/etc/nats/nats.conf
env_file=/etc/nimsforest/nimsforest.env
json=0

read_flags() {
  while (($#)); do
    case $1 in
      -h | --help) usage_of "$0"; exit 0 ;;
      --json) json=1 ;;
      *) fatal "unknown flag $(shown "${1%%=*}"); --help lists them" 2 ;;
    esac
    shift
  done
}

# The answers of all servers to one question to the system account, as a list.
ask_servers() { # QUESTION PAYLOAD
  if [[ -z $status_login ]]; then
    echo '[]'
    return
  fi
  nats_request "$status_login" "\$SYS.REQ.SERVER.PING.$1" "$2" "$present" 3 | jq -sc . || echo '[]'
}

ask_streams() { nats_request "$app_login" "\$JS.API.STREAM.LIST" '{"offset":0}' 1 5; }

ask_consumers() { # STREAMS-JSON
  local stream
  jq -r '.[].config.name' <<<"$1" | while read -r stream; do
    nats_request "$app_login" "\$JS.API.CONSUMER.LIST.$stream" '{"offset":0}' 1 5 | jq -c '.consumers[]?' || true
  done | jq -sc .
}

# With "idle" where nobody fetches and nothing is in flight, in two looks: between two fetches that may be for a moment.
consumers_of() { # STREAMS-JSON
  local idle='((.num_waiting // 0) == 0 and (.num_ack_pending // 0) == 0 and .push_bound != true)' first second
  first=$(ask_consumers "$1")
  second=$first
  if jq -e "any(.[]; $idle)" <<<"$first" >/dev/null; then
    sleep 1
    second=$(ask_consumers "$1")
  fi
  jq -c --argjson first "$first" "[\$first[] | select($idle) | [.stream_name, .name]] as \$before
    | map(. + {idle: ($idle and ([.stream_name, .name] | IN(\$before[])))})" <<<"$second"
}

node_state() { # ready, what it says, or nothing where there is no node
  local answer host port
  [[ -e /etc/systemd/system/nimsforest.service ]] || return 0
  host=$(node_http_host) port=$(env_value NIMSFOREST_HTTP_PORT 8080)
  if answer=$(node_get /readyz); then
    echo ready
  else
    tr '\n' ' ' <<<"${answer:-no answer on $host:$port; systemctl status nimsforest}"
  fi
}

# What only a node knows, such as messages that were removed before they were worked on: [{kind, about, reason, hint}].
node_problems() {
  local status
  if [[ -e /etc/systemd/system/nimsforest.service ]] && status=$(node_get /status); then
    jq -c '[.problems[:50][]? | {kind, about, reason, hint}]' <<<"$status" 2>/dev/null && return
  fi
  echo '[]'
}

certificate_state() {
  local file=/etc/nats/tls/cert.pem ends
  if [[ ! -r $file ]] || ! command -v openssl >/dev/null; then
    echo '{}'
    return
  fi
  ends=$(openssl x509 -in "$file" -noout -enddate | cut -d= -f2)
  jq -nc --arg ends "$ends" --argjson left $((($(date -d "$ends" +%s) - $(date +%s)) / 86400)) '{ends: $ends, ends_in_days: $left}'
}

expected_machines() { # VARZ
  local routes
  if routes=$(grep -c 'nats-route://' "$conf" 2>/dev/null); then
    echo $((routes + 1))
  else
    jq '[.cluster.urls[]?] | length + 1' <<<"$1"
  fi
}

# As the server of this machine has it, or the leader of JetStream itself, who knows best.
meta_of() { # SERVERS
  local own
  own=$(monitoring_or_nothing '/jsz?meta=1' | jq -c '.meta_cluster // {}')
  jq -c --argjson own "$own" 'map(select(.data.meta_cluster.leader == .server.name) | .data.meta_cluster) | first // $own' <<<"$1"
}

gather() {
  local varz routed servers health streams consumers streams_known=true
  varz=$(monitoring /varz) || fatal "NATS on this machine does not answer on port $MONITOR_PORT: systemctl status nats"
  find_client_port "$varz"
  status_login=$(login_json status "$(configured_password status)")
  app_login=$(login_json admin "$(configured_password admin)")
  [[ -n $app_login ]] || app_login=$(login_json nimsforest "$(configured_password nimsforest)")
  [[ -n $app_login || -r $conf ]] || clients_are_open ||
    fatal "clients of this server need a password, and $conf cannot be read: run it with sudo"
  present=$(present_machines)
  routed=$(monitoring_or_nothing /routez | jq -c '[.routes[]?.remote_name // empty] | unique')
  servers=$(ask_servers JSZ '{"meta":true}')
  health=$(ask_servers HEALTHZ '{"js-enabled-only":true}')
  # Without a user of the system account this server can only speak for itself.
  [[ $health != '[]' ]] ||
    health=$(monitoring_or_nothing '/healthz?js-enabled-only=true' | jq -c --argjson varz "$varz" '[{server: {name: $varz.server_name}, data: .}]')
  streams=$(ask_streams | jq -c 'if .error then error else .streams // [] end' 2>/dev/null) || streams=''
  if [[ -z $streams ]]; then streams='[]' streams_known=false; fi
  consumers=$(consumers_of "$streams")
  jq -n -L "$here" --argjson varz "$varz" --argjson routed "$routed" --argjson servers "$servers" --argjson health "$health" \
    --argjson meta "$(meta_of "$servers")" --argjson streams "$streams" --argjson consumers "$consumers" \
    --argjson streams_known "$streams_known" --argjson present "$present" --argjson expected "$(expected_machines "$varz")" \
    --arg node "$(node_state)" --argjson node_problems "$(node_problems)" --argjson certificate "$(certificate_state)" '{
      self: $varz.server_name, version: $varz.version, cluster: ($varz.cluster.name // ""), expected: $expected, present: $present,
      routed: $routed, asked: ($servers != []), meta: $meta, streams: $streams, streams_known: $streams_known, consumers: $consumers,
      servers: [$servers[] | {name: .server.name, version: .server.ver}],
      health: [$health[] | {name: .server.name, status: (.data.status // "no answer"), error: .data.error}],
      node: $node, node_problems: $node_problems, certificate: $certificate }'
}

main() {
  local state
  read_flags "$@"
  command -v jq >/dev/null || fatal "jq is missing: apt-get install jq"
  state=$(gather)
  if ((json)); then
    jq -a -L "$here" 'include "cluster-status"; . + {problems: problems, missing: missing}' <<<"$state"
  else
    jq -r -L "$here" 'include "cluster-status"; text' <<<"$state"
  fi
  jq -e -L "$here" 'include "cluster-status"; problems == []' <<<"$state" >/dev/null
}

main "$@"
