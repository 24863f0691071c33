#!/usr/bin/env bash
#
# Takes a machine that is gone for good out of the mesh, so that the others no
# longer wait for it and its replicas move to machines that are there. Run it on
# any machine that stays; a machine that only rests must not be forgotten.
#
#   forget-machine.sh NAME
#   --help
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

remove_peer() { # NAME
  local password answer varz
  varz=$(monitoring /varz) || fatal "NATS on this machine does not answer: systemctl status nats"
  find_client_port "$varz"
  [[ $(jq -r '.server_name' <<<"$varz") != "$1" ]] || fatal "$1 is this machine: run it on one that stays"
  ! monitoring /routez | jq -e --arg name "$1" '.routes[]? | select(.remote_name == $name)' >/dev/null ||
    fatal "$1 is in the mesh now: take it off first, with setup-nats-node.sh --uninstall on it"
  password=$(configured_password operator)
  [[ -n $password ]] || fatal "the server of this machine has no operator: run setup-nats-node.sh again on it"
  answer=$(nats_request "$(login_json operator "$password")" "\$JS.API.SERVER.REMOVE" "{\"peer\":\"$1\"}" 1 10) ||
    fatal "no answer: JetStream has no leader now; cluster-status.sh shows who is there"
  [[ $(jq -r '.success // false' <<<"$answer") == true ]] || fatal "$1 was not removed: $(jq -r '.error.description // .' <<<"$answer")"
  info "$1 is removed from the mesh; run setup-nats-node.sh with the new --cluster-peers on the machines that stay"
}

main() {
  case ${1:-} in
    -h | --help) usage_of "$0"; exit 0 ;;
  esac
  (($# == 1)) || fatal "give the name of one machine: forget-machine.sh NAME" 2
  check_name NAME "$1"
  stop_on_problems 2
  need_root
  command -v jq >/dev/null || fatal "jq is missing: apt-get install jq"
  remove_peer "$1"
}

main "$@"
