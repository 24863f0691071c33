#!/usr/bin/env bash
# What cluster-status.sh makes of what the servers tell: which states are problems, and that a healthy one has none.
# Usage: cluster-status-test.sh [test_NAME...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/test/test-functions.sh
. "$here/test-functions.sh"

scripts=$here/../scripts

# A mesh of three machines in which all is well.
healthy() {
  jq -n '
    def replicas: {leader: "nats-1", replicas: [{name: "nats-2", current: true, active: 1}, {name: "nats-3", current: true, active: 1}]};
    def stream($name): {config: {name: $name, num_replicas: 3}, state: {messages: 0}, cluster: replicas};
    def consumer($stream; $name): {stream_name: $stream, name: $name, num_pending: 0, num_waiting: 3, idle: false, cluster: replicas};
    {self: "nats-1", version: "2.15.3", cluster: "nimsforest", expected: 3, present: 3, asked: true, node: "ready", streams_known: true,
      routed: ["nats-2", "nats-3"], certificate: {},
      servers: [("nats-1", "nats-2", "nats-3") | {name: ., version: "2.15.3"}],
      health: [("nats-1", "nats-2", "nats-3") | {name: ., status: "ok"}],
      meta: {leader: "nats-1", replicas: [{name: "nats-2"}, {name: "nats-3"}]},
      streams: [stream("RIVER", "ASIDE", "HUMUS", "LEAVES", "DEADLETTER", "KV_SOIL")],
      consumers: [consumer("RIVER"; "trees-1"), consumer("HUMUS"; "soil-1"), consumer("LEAVES"; "nim-a-1")]}'
}

# problems FILTER: those of the healthy mesh after the change, a line each.
problems() { healthy | jq "$1" | jq -r -L "$scripts" 'include "cluster-status"; problems[]'; }

text() { healthy | jq "$1" | jq -r -L "$scripts" 'include "cluster-status"; text'; }

test_a_healthy_mesh_has_no_problems() {
  assert_equals '' "$(problems .)"
  assert_contains "$(text .)" $'\nhealthy'
}

test_a_name_that_a_terminal_would_obey_is_not_printed() {
  # Another machine chose it: a control sequence, one of C1, and an override of the direction.
  local name=$'nats-\e]0;x\a\xc2\x9b2J\xe2\x80\xae3' out
  out=$(text ".servers[2].name = \"$(printf '%s' "$name" | jq -Rr '@json[1:-1]')\"")
  assert_contains "$out" 'nats-?]0;x??2J?3'
  out=$(bash -c '. "$1/lib-messages.sh"; warn "$2"' _ "$scripts" "$name"$'\tä\n' 2>&1)
  assert_equals $'warning: nats-?]0;x??2J?3\tä' "$out"
}

test_leaves_come_with_the_first_nim() {
  assert_equals '' "$(problems '.streams |= map(select(.config.name != "LEAVES")) | .consumers |= map(select(.stream_name != "LEAVES"))')"
}

test_a_stream_that_does_not_exist_is_a_problem_where_there_is_a_node() {
  assert_equals 'RIVER does not exist: a node creates it' "$(problems '.streams |= map(select(.config.name != "RIVER")) | .consumers |= map(select(.stream_name != "RIVER"))')"
  assert_equals 5 "$(problems '.streams = [] | .consumers = []' | wc -l)"
  # Servers alone, before there is any node.
  assert_equals '' "$(problems '.streams = [] | .consumers = [] | .node = ""')"
}

test_more_replicas_than_machines_are_a_problem() {
  assert_equals 'SOIL has 3 of 5 replicas' "$(problems '(.streams[] | select(.config.name == "KV_SOIL") | .config.num_replicas) = 5')"
  assert_equals 'RIVER has 1 of 3 replicas' "$(problems '(.streams[0] | .config.num_replicas) = 1 | .streams[0].cluster.replicas = []')"
}

test_replicas_that_are_offline_or_outdated_are_named() {
  assert_equals 'RIVER: the replica on nats-2 is offline' "$(problems '.streams[0].cluster.replicas[0].offline = true')"
  assert_equals 'RIVER: the replica on nats-2 is outdated, 7 operations behind' "$(problems '.streams[0].cluster.replicas[0] += {current: false, lag: 7}')"
  assert_contains "$(text '.streams[0].cluster.replicas[0].current = false')" 'nats-2 OUTDATED'
}

test_a_consumer_that_no_node_fetches_from_is_a_problem() {
  # As when another consumer stands in the way of the one that the node would create.
  assert_contains "$(problems '.consumers[0].idle = true')" 'RIVER: no node fetches from the consumer trees-1'
  assert_contains "$(problems '.consumers[2] += {idle: true, num_pending: 3}')" 'LEAVES: no node fetches from the consumer nim-a-1, 3 messages are pending'
  # Of a nim that is not loaded any more, while nothing waits for it; and of a stream of somebody else.
  assert_equals '' "$(problems '.consumers[2].idle = true')"
  assert_equals '' "$(problems '.consumers += [.consumers[0] + {stream_name: "OTHER", idle: true, num_pending: 3}]')"
}

test_messages_without_a_consumer_are_a_problem() {
  assert_equals 'RIVER has 2 messages and no consumer' "$(problems '.streams[0].state.messages = 2 | .consumers |= map(select(.stream_name != "RIVER"))')"
}

test_a_consumer_without_a_leader_is_a_problem() {
  assert_equals 'HUMUS: the consumer soil-1 has no leader' "$(problems '.consumers[1].cluster.leader = ""')"
}

test_without_an_answer_about_streams_nothing_is_said_of_them() {
  local unknown='.streams = [] | .consumers = [] | .streams_known = false'
  assert_equals 'no answer about streams: JetStream cannot be asked now' "$(problems "$unknown")"
  assert_contains "$(text "$unknown")" 'streams: unknown'
  assert_lacks "$(text "$unknown")" 'no streams yet'
}

test_a_server_on_every_address_is_reached_on_this_machine() {
  # shellcheck disable=SC2016 # a script of another shell
  local find='. "$1/lib-monitoring.sh"; find_client_port "{\"host\": \"$2\", \"port\": 4223}"; echo "$CLIENT_HOST $CLIENT_PORT"'
  assert_equals '127.0.0.1 4223' "$(bash -c "$find" _ "$scripts" 0.0.0.0)"
  assert_equals '::1 4223' "$(bash -c "$find" _ "$scripts" ::)"
  assert_equals '192.168.1.11 4223' "$(bash -c "$find" _ "$scripts" 192.168.1.11)"
}

test_a_machine_that_does_not_answer_is_missing() {
  assert_equals 'nats-3 is missing' "$(problems '.servers |= map(select(.name != "nats-3")) | .health |= map(select(.name != "nats-3"))')"
}

# node_told KIND...: the problems where the node tells of each KIND.
node_told() { problems ".node_problems = [$(printf '"%s",' "$@" | sed 's/,$//') | {kind: ., reason: \"a reason\", hint: \"a hint\"}]"; }

test_what_only_the_node_knows_is_told() {
  local told='.node_problems = [{kind: "messages_removed", reason: "4 messages of RIVER were removed", hint: "send them again"},
    {kind: "machines_missing", reason: "2 of 3 machines", hint: "start it"}]'
  assert_equals '4 messages of RIVER were removed: send them again' "$(problems "$told")"
  assert_contains "$(text "$told")" 'PROBLEM 4 messages of RIVER were removed'
}

test_why_a_stream_cannot_be_created_is_told_in_place_of_its_absence() {
  assert_equals 'RIVER: subjects overlap: change them' "$(problems '.streams |= map(select(.config.name != "RIVER")) | .consumers |= map(select(.stream_name != "RIVER"))
    | .node_problems = [{kind: "stream_not_allowed", about: "RIVER", reason: "RIVER: subjects overlap", hint: "change them"}]')"
}

test_every_problem_of_the_node_is_told_also_one_of_a_kind_to_come() {
  local kind
  for kind in consumer_paused consumer_waiting consumer_stalled consumer_at_limit consumer_nearly_aged_out consumer_nearly_dropped subject_forbidden \
    stream_differs_from_plan stream_discards_old plugin_not_used entity_nim_waiting entity_of_two_nims handler_failing handler_not_returning \
    disk_nearly_full replicas_differ a_kind_to_come; do
    assert_equals "$kind a reason: a hint" "$kind $(node_told "$kind")"
  done
  assert_equals 'a reason' "$(problems '.node_problems = [{kind: "a_kind_to_come", reason: "a reason", hint: null}]')"
}

test_what_the_servers_tell_is_not_told_again_in_the_words_of_the_node() {
  assert_equals '' "$(node_told machines_missing machines_silent no_quorum jetstream_without_leader replicas_behind replicas_too_few stream_unavailable)"
  assert_equals 'the node of this machine is not ready: not connected to nats://localhost:4222' \
    "$(problems '.node = "not connected to nats://localhost:4222" | .node_problems = [("not_connected", "jetstream_not_asked", "jetstream_disabled", "jetstream_unavailable", "cut_off") 
      | {kind: ., reason: "not connected", hint: "is it running?"}]')"
}

run_tests "$@"
