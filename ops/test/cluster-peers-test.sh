#!/usr/bin/env bash
# How the scripts read --cluster-peers: each case of cluster-peers.cases.
# Usage: cluster-peers-test.sh [test_NAME...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/test/test-functions.sh
. "$here/test-functions.sh"
# shellcheck source=ops/scripts/lib-messages.sh
. "$here/../scripts/lib-messages.sh"
# shellcheck source=ops/scripts/lib-values.sh
. "$here/../scripts/lib-values.sh"
# shellcheck source=ops/scripts/lib-addresses.sh
. "$here/../scripts/lib-addresses.sh"

cases=$here/cluster-peers.cases

# What the names of a case stand for is in its second column, not in the DNS of this machine.
resolved_hosts() { :; }

peers_of() { # NAME OWN INPUT
  local input=$3
  # shellcheck disable=SC2034 # of lib-addresses.sh
  PEERS=() PROBLEMS=() OWN_HOSTS=$(tr ' ' '\n' <<<"localhost 0:0:0:0:0:0:0:1 $2")
  [[ $input != - ]] || input=''
  printf -v input %b "$input"
  parse_peers --cluster-peers "$input" "${2%% *}" "$1"
}

test_each_case_comes_out_as_it_says() {
  local name own input expected actual count=0 wrong=()
  while IFS=$'\t' read -r name own input expected; do
    [[ -n $name && $name != '#'* ]] || continue
    count=$((count + 1))
    peers_of "$name" "$own" "$input"
    if ((${#PROBLEMS[@]})); then actual=error; else actual=$(IFS=, && echo "${PEERS[*]:--}"); fi
    [[ $actual == "$expected" ]] || wrong+=("'$input' for $name ($own): $actual, expected $expected")
  done <"$cases"
  ((${#wrong[@]} == 0)) || fail "${wrong[@]}"
  ((count > 60)) || fail "only $count cases were read"
}

test_a_list_that_is_too_long_is_refused() {
  local long
  long=$(printf 'host2:6222,%.0s' {1..400})host2:6222

  peers_of nats-1 6222 "$long"

  assert_equals 1 "${#PROBLEMS[@]}"
}

test_each_mistake_of_a_list_is_named() {
  peers_of nats-1 6222 'host2,host3:0,host4:6222,ho st:1'

  assert_equals 3 "${#PROBLEMS[@]}"
}

run_tests "$@"
