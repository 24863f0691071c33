#!/usr/bin/env bash
#
# Takes a machine that is gone for good out of the mesh, so that the others no
# longer wait for it and its replicas move to machines that are there. Run it on
# any machine that stays; a machine that only rests must not be forgotten.
#
#   forget-machine.sh NAME
#   forget-machine.sh --rescue NAME...
#   --help
#
# --rescue: the majority is gone for good, so that nothing can be written. All
# that are gone are named. The machines that are left become the mesh, with what
# they hold of each stream: what only the lost ones had is lost. A machine that is
# merely cut off would make a second mesh with the others: it must be off, and be
# emptied (--uninstall --purge-data) before it is connected again. Takes
# nats-server 2.15.0 or later on all that are left.
#
# Needs root and jq. Exit status: 0 done, 1 failed, 2 a value is wrong.

set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/scripts/lib-messages.sh
source "$here/lib-messages.sh"
# shellcheck source=ops/scripts/lib-values.sh
source "$here/lib-values.sh"
# shellcheck source=ops/scripts/lib-monitoring.sh
source "$here/lib-monitoring.sh"

LEADER_SECONDS=60
NOT_A_MEMBER=10044 # JSClusterServerNotMemberErr
rescue=no

# Sets varz, login and where the server of this machine is.
look_at_this_machine() {
  local password
  varz=$(monitoring /varz) || fatal "NATS on this machine does not answer: systemctl status nats"
  find_client_port "$varz"
  password=$(configured_password operator)
  [[ -n $password ]] || fatal "the server of this machine has no operator: run setup-nats-node.sh again on it"
  login=$(login_json operator "$password")
}

check_gone() { # NAME
  [[ $(jq -r '.server_name' <<<"$varz") != "$1" ]] || fatal "$1 is this machine: run it on one that stays"
  ! monitoring /routez | jq -e --arg name "$1" '.routes[]? | select(.remote_name == $name)' >/dev/null ||
    fatal "$1 is in the mesh now: take it off first, with setup-nats-node.sh --uninstall on it"
}

remove_peer() { # NAME
  local answer
  answer=$(nats_request "$login" "\$JS.API.SERVER.REMOVE" "{\"peer\":\"$1\"}" 1 10) ||
    fatal "no answer: JetStream has no leader now; cluster-status.sh shows who is there"
  if [[ $(jq -r '.success // false' <<<"$answer") == true ]]; then
    info "$1 is removed from the mesh; run setup-nats-node.sh with the new --cluster-peers on the machines that stay"
  elif [[ $rescue == yes ]] && [[ $(jq '.error.err_code // 0' <<<"$answer") == "$NOT_A_MEMBER" ]]; then
    info "$1 was removed from the mesh before"
  else
    fatal "$1 was not removed: $(jq -r '.error.description // .' <<<"$answer")"
  fi
}

nobody_leads() { [[ -z $(meta_leader) ]]; }
somebody_leads() { [[ -n $(meta_leader) ]]; }

wait_until() { # COMMAND
  local second
  for ((second = 0; second < LEADER_SECONDS; second++)); do
    ! "$1" || return 0
    sleep 1
  done
  return 1
}

# Setup before it knew the rescue wrote an operator that may not ask for it, and setup without a quorum does not come to an end.
# shellcheck disable=SC2016 # subjects have dollars
let_operator_rescue() {
  local conf=/etc/nats/nats.conf
  ! grep -q '"$JS.API.META.RESCUE"' "$conf" || return 0
  sed -i 's/^\( *"$JS.API.SERVER.REMOVE", "$JS.API.META.LEADER.STEPDOWN"\)$/\1, "$JS.API.META.RESCUE"/' "$conf"
  grep -q '"$JS.API.META.RESCUE"' "$conf" || fatal "the operator in $conf may not ask for META.RESCUE: add \$JS.API.META.RESCUE to what it may publish, and run systemctl reload nats"
  info "the operator in $conf may ask for META.RESCUE now"
  systemctl reload nats.service
}

# Lowers the quorum of the meta group to those that are left, which the servers undo after five minutes.
rescue_meta_group() { # NAME...: all that are lost
  local version present meta size answer error
  version=$(jq -r '.version' <<<"$varz")
  [[ $(printf '%s\n' 2.15.0 "$version" | sort -V | head -n 1) == 2.15.0 ]] ||
    fatal "nats-server $version knows no rescue, which came with 2.15.0: see 'No quorum' in the runbook for the other way"
  present=$(present_machines)
  meta=$(monitoring_or_nothing '/jsz?meta=1')
  size=$(jq '.meta_cluster.cluster_size // 0' <<<"$meta")
  ((present * 2 <= size)) || fatal "$present of $size machines are there, a majority: forget-machine.sh NAME, without --rescue"
  (($# >= size - present)) || fatal "name all that are lost: $present of $size machines are there, $# are named"
  # From an earlier run that was interrupted.
  [[ $(jq '.meta_cluster.rescue // false' <<<"$meta") == false ]] || return 0
  let_operator_rescue
  # One that has not noticed the loss yet stands in the way.
  wait_until nobody_leads || fatal "$(meta_leader) still leads: journalctl -u nats -e"
  answer=$(nats_request "$login" "\$JS.API.META.RESCUE" "{\"quorum_needed\":$((present / 2 + 1))}" "$present" 10) ||
    fatal "no answer to META.RESCUE: journalctl -u nats -e"
  error=$(jq -rs '[.[].error.description // empty][0] // ""' <<<"$answer")
  [[ -z $error ]] || fatal "the server refuses: $error"
  wait_until somebody_leads || fatal "no leader within $LEADER_SECONDS s, though the quorum is lowered: journalctl -u nats -e"
}

main() {
  local name
  case ${1:-} in
    -h | --help) usage_of "$0"; exit 0 ;;
    --rescue) rescue=yes; shift ;;
  esac
  [[ $# == 1 || ($rescue == yes && $# -gt 0) ]] || fatal "give the name of one machine: forget-machine.sh NAME" 2
  for name in "$@"; do check_name NAME "$name"; done
  stop_on_problems 2
  need_root
  command -v jq >/dev/null || fatal "jq is missing: apt-get install jq"
  look_at_this_machine
  for name in "$@"; do check_gone "$name"; done
  [[ $rescue == no ]] || rescue_meta_group "$@"
  for name in "$@"; do remove_peer "$name"; done
}

main "$@"
