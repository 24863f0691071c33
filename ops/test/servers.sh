# shellcheck shell=bash
# The nats-server versions that the scripts promise to work with, and free ports.

OLDEST_SERVER=2.11.0
NEWEST_SERVER=2.15.3

# server_of VERSION: the path of that server. $NATS_SERVER_OLDEST and $NATS_SERVER_NEWEST
# take the place of the ones that install-nats-server.sh keeps in the user's cache.
server_of() {
  local given=''
  case $1 in
    "$OLDEST_SERVER") given=${NATS_SERVER_OLDEST:-} ;;
    "$NEWEST_SERVER") given=${NATS_SERVER_NEWEST:-} ;;
  esac
  if [[ -n $given ]]; then
    echo "$given"
  else
    "$(dirname "${BASH_SOURCE[0]}")/../scripts/install-nats-server.sh" --version "$1"
  fi
}

# free_ports N: N ports that nobody listens on, on one line; below those that the Java tests and the system take.
free_ports() {
  local port ports=()
  while ((${#ports[@]} < $1)); do
    port=$((2000 + RANDOM % 8000))
    [[ " ${ports[*]} " != *" $port "* ]] || continue
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || ports+=("$port")
  done
  echo "${ports[*]}"
}

# await SECONDS COMMAND...: until it succeeds; fails when the time is over.
await() {
  local end=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}
