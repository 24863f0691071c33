#!/usr/bin/env bash
#
# One machine's part of a change of the mesh, for `nimsforest cluster`,
# which copies these scripts to the machine and runs them there as root.
#
#   roll-machine.sh look [CA-SHA256]
#       what the machine runs, a line each: version= of its server, server= and
#       node= SHA-256 of the programs (node=none: there is none), and how far it
#       is with the token of this authority, token=0 to 3
#   roll-machine.sh upgrade
#       to the nats-server and nimsforest.jar in new/ beside these scripts' folder;
#       what they replace is kept in old/
#   roll-machine.sh go-back
#       to what the last upgrade replaced, unless a stream needs the new server
#   roll-machine.sh rotate-token trust|switch|drop < TOKEN
#   roll-machine.sh peers [H:P,H:P]
#       the routes that its server is told, peers=, and secured=yes where they have passwords;
#       listed=yes when they are those of the list, in which its own address does not count;
#       leader= the one of JetStream in its mesh
#   roll-machine.sh join NAME H:P,H:P [--no-node] [< TOKEN]
#       sets up a new machine with the nats-server, nimsforest.jar and setup.conf in new/, the
#       last of which is what setup was told on another machine
#   roll-machine.sh set-peers H:P,H:P
#   roll-machine.sh become-mesh H:P,H:P [< TOKEN]
#       makes a single server with its node a machine of a mesh that is empty, and takes its
#       streams along by a backup
#   roll-machine.sh uninstall
#       takes all of it off a machine that left the mesh, its data too
#   --help
#
# It ends what it began also when nobody listens any more; a second call waits
# for it. Exit status: that of setup-server.sh; 0 done, 1 failed, 2 wrong usage.

set -euo pipefail

# shellcheck source=ops/scripts/lib-setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib-setup.sh"

# Not beside what others may write.
new=$root/new
old=$root/old

sum_of() { sha256sum <"$1" | cut -d' ' -f1; } # FILE

# A second one would see, and change, what is half done.
wait_for_the_other() {
  { exec {roll_lock}>>/run/nimsforest-roll.lock && chmod 600 /run/nimsforest-roll.lock; } || fatal "/run/nimsforest-roll.lock cannot be opened"
  flock -w 300 "$roll_lock" || fatal "another change of this machine takes longer than 300 s: wait for it"
}

has_node() { [[ -s $installed_jar && -e $units/nimsforest.service ]]; }

look() { # [CA-SHA256]
  local process
  process=$(systemctl show -p MainPID --value nats.service)
  ((${process:-0})) || fatal "nats.service does not run on $(hostname -s)"
  echo "version=$(monitoring_or_nothing /varz | jq -r '.version // ""')"
  echo "server=$(sum_of "/proc/$process/exe")"
  if ! has_node; then
    echo 'node=none'
  elif runs_replaced_node; then
    echo 'node=replaced'
  else
    echo "node=$(sum_of "$installed_jar")"
  fi
  [[ -z ${1:-} ]] || echo "token=$(token_stage "$1")"
}

# How many stages of the token are done; one less while its server has not read the last one.
token_stage() { # CA-SHA256
  local stage=0 tls=$etc/tls file
  work=$(private_folder)
  awk -v folder="$work" '/^-----BEGIN/ { n++ } { print > (folder "/ca-" n) }' "$tls/ca.pem" 2>/dev/null || true
  for file in "$work"/ca-*; do [[ -e $file && $(sum_of "$file") == "$1" ]] && cp -- "$file" "$work/token"; done || true
  if [[ ! -s $work/token ]]; then
    stage=0
  elif ! openssl verify -CAfile "$work/token" "$tls/cert.pem" >/dev/null 2>&1 || ! same_key "$tls/cert.pem" "$tls/key.pem"; then
    stage=1
  elif routes_are_by_certificate "$conf" || [[ -e $work/ca-2 ]]; then
    stage=2
  else
    stage=3
  fi
  if ((stage)) && runs_replaced_configuration; then stage=$((stage - 1)); fi
  rm -rf -- "$work"
  echo "$stage"
}

# Setup writes to a file: what it says has no reader when the connection is cut.
setup() { # ARGUMENTS
  local log=$root/setup.log status=0 said
  "$here/setup-server.sh" "$@" >"$log" 2>&1 || status=$?
  ((status != 0)) || return 0
  said=$(grep '^error: ' "$log") || said=$(tail -n 1 "$log")
  said=${said%%$'\n'*}
  ! grep -q '^all changes are rolled back' "$log" || said+='; all changes are rolled back'
  fatal "${said#error: }" "$status"
}

upgrade() {
  local flags=()
  keep_what_is_replaced
  [[ ! -s $new/nats-server ]] || flags+=(--nats-server "$new/nats-server")
  if [[ -s $new/nimsforest.jar ]] && has_node; then flags+=(--jar "$new/nimsforest.jar"); fi
  setup upgrade "${flags[@]}"
  rm -rf -- "$new"
}

# Begun again after an interruption, half of it is replaced already.
keep_what_is_replaced() {
  local wanted
  wanted=$(cd "$new" && sha256sum -- *)
  [[ ! -e $old/for || $(cat "$old/for") != "$wanted" ]] || return 0
  rm -rf -- "$old"
  mkdir -m 700 "$old"
  api_level >"$old/api-level"
  cp -- "$server" "$old/nats-server"
  ! has_node || cp -- "$installed_jar" "$old/nimsforest.jar"
  (cd "$old" && for file in nats-server nimsforest.jar; do [[ ! -e $file ]] || sum_of "$file" >"$file.sha256"; done)
  printf '%s\n' "$wanted" >"$old/for"
}

# Of JetStream: a stream may need one that older servers do not have.
api_level() { monitoring_or_nothing /jsz | jq '.api.level // 0'; }

needed_api_level() {
  monitoring_or_nothing '/jsz?streams=true&config=true' |
    jq '[.account_details[]?.stream_detail[]?.config.metadata["_nats.req.level"] // "0" | tonumber] | max // 0'
}

go_back() {
  local flags=() needed
  [[ -e $old/for ]] || fatal "there is nothing to go back to: no upgrade of this machine kept what it replaced in $old"
  needed=$(needed_api_level)
  ((needed <= $(cat "$old/api-level"))) ||
    fatal "a stream needs API level $needed of JetStream, and the server before had $(cat "$old/api-level"): this machine stays as it is"
  chmod 700 "$old/nats-server"
  flags+=(--nats-server "$old/nats-server")
  if [[ -s $old/nimsforest.jar ]] && has_node; then flags+=(--jar "$old/nimsforest.jar"); fi
  setup upgrade "${flags[@]}"
}

rotate_token() { # STAGE
  local stage=()
  [[ $1 == drop ]] || stage=(--stage "$1")
  read_token
  setup rotate-token "$work/token" "${stage[@]}"
}

remembered_name() { sed -n 's/^node-name=//p' "$remembered"; }

configured_routes() { sed -n 's/^.*nats-route:\/\/\([^@]*@\)\{0,1\}\([^"]*\)".*$/\2/p' "$conf"; }

peers() { # [LIST]
  local listed=no configured
  [[ -r $conf && -s $remembered ]] || fatal "$(hostname -s) is not set up"
  configured=$(configured_routes)
  parse_peers peers "${1:-}" 6222 "$(remembered_name)"
  [[ $(sort <<<"$configured") != "$(printf '%s\n' "${PEERS[@]}" | sort)" ]] || listed=yes
  echo "peers=$(paste -sd , <<<"$configured")"
  echo "secured=$(if grep -qs 'nats-route://[^@]*@' "$conf"; then echo yes; else echo no; fi)"
  echo "listed=$listed"
  echo "leader=$(meta_leader)"
}

# The token that is read, as a flag in TOKEN_FLAGS; nothing for a plain mesh.
read_token() {
  TOKEN_FLAGS=()
  work=$(private_folder)
  trap 'rm -rf -- "$work"' EXIT
  (umask 077 && cat >"$work/token")
  [[ ! -s $work/token ]] || TOKEN_FLAGS=(--cluster-token-file "$work/token")
}

join() { # NAME PEERS [--no-node]
  local flags=(--node-name "$1" --cluster-peers "$2" --nats-server "$new/nats-server" "${@:3}") name value
  refuse_another_machine "$1" "$2"
  read_token
  [[ ! -s $new/nimsforest.jar ]] || flags+=(--jar "$new/nimsforest.jar")
  # What concerns one machine alone is not for another one.
  while IFS='=' read -r name value; do
    case $name=$value in
      jetstream-max-mem=* | jetstream-max-file=* | leaf-subjects=* | backup-keep=*) flags+=("--$name" "$value") ;;
      demo=yes) flags+=(--demo) ;;
      node=no) flags+=(--no-node) ;;
      clients=open) flags+=(--open-clients) ;;
    esac
  done <"$new/setup.conf"
  setup "${flags[@]}" "${TOKEN_FLAGS[@]}"
  rm -rf -- "$new"
}

# Setup would rename it, or take it out of the mesh in which it is.
refuse_another_machine() { # NAME PEERS
  local name listed
  [[ -r $conf && -s $remembered ]] || return 0
  name=$(remembered_name)
  [[ $name == "$1" ]] || fatal "this machine is set up as $name already: give another machine, or run setup-server.sh --uninstall --purge-data on it first, which removes its data"
  compgen -G "$data/jetstream/jetstream/*/streams/*" >/dev/null || return 0
  listed=$(peers "$2")
  [[ $listed == *listed=yes* ]] || fatal "this machine holds streams of another mesh: give another machine, or run setup-server.sh --uninstall --purge-data on it first, which removes its data"
}

# What the single server stored stays where it is until the mesh has it and the node runs. Once it is put aside, the mesh counts.
become_mesh() { # PEERS
  local single=$data/jetstream.single backup=/var/backups/nimsforest/single-server
  has_node || fatal "no node is installed on $(hostname -s)"
  read_token
  if [[ ! -d $single ]]; then
    [[ -z $(configured_routes) ]] || return 0
    back_up_single "$backup"
    systemctl stop nats.service
    mv -- "$data/jetstream" "$single"
  fi
  if [[ -z $(configured_routes) ]] || ! systemctl is-enabled --quiet nimsforest.service; then
    setup --no-node --cluster-peers "$1" "${TOKEN_FLAGS[@]}"
    run_or_fail "restore of $backup" "$launcher" restore "$backup"
    setup --jar "$installed_jar"
  fi
  rm -rf -- "$single"
}

# From here on nothing is taken; disabled, the node stays away also when its server is started again.
back_up_single() { # FOLDER
  systemctl start nats.service
  systemctl disable --quiet --now nimsforest.service
  rm -rf -- "$1"
  (run_or_fail "backup" "$launcher" backup "$1") || {
    systemctl enable --quiet --now nimsforest.service
    fatal "the single server goes on"
  }
}

run_or_fail() { # WHAT COMMAND...
  "${@:2}" >"$root/setup.log" 2>&1 || fatal "$1 failed: $(tail -n 1 "$root/setup.log")"
}

set_peers() { setup set-peers "$1"; } # LIST

uninstall() {
  setup --uninstall --purge-data
  rm -rf -- "$root"
}

main() {
  case ${1:-} in
    -h | --help) usage_of "$0"; exit 0 ;;
    look | upgrade | go-back | peers | uninstall) ;;
    join | set-peers | become-mesh) (($# > 1)) || fatal "$1 needs more arguments; --help explains" 2 ;;
    rotate-token) [[ ${2:-} =~ ^(trust|switch|drop)$ ]] || fatal "rotate-token needs trust, switch or drop" 2 ;;
    *) fatal "say what to do: look, upgrade, go-back, rotate-token, peers, join, set-peers, become-mesh or uninstall; --help explains" 2 ;;
  esac
  need_root
  wait_for_the_other
  "${1//-/_}" "${@:2}"
}

main "$@"
