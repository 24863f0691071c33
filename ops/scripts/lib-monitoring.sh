# shellcheck shell=bash
# What the servers tell: the monitoring port of this machine's server, and requests to the others by its client port.
# Sourced after lib-messages.sh, never run. Needs jq.

MONITOR_HOST=127.0.0.1
MONITOR_PORT=8222

# GET over /dev/tcp: a bare machine has no curl. Prints the body; fails on
# anything but 200, and prints the body then as well. Shows $http_token where it
# is set; an argument would be open to all users.
http_get() { # HOST PORT PATH [SECONDS]
  HTTP_TOKEN=${http_token:-} timeout "${4:-3}" bash -s -- "$1" "$2" "$3" 2>/dev/null <<'GET'
exec 3<>"/dev/tcp/$1/$2" || exit 7
host=$1
[[ $host != *:* ]] || host="[$host]"
printf 'GET %s HTTP/1.0\r\nHost: %s\r\n' "$3" "$host" >&3
[[ -z $HTTP_TOKEN ]] || printf 'Authorization: Bearer %s\r\n' "$HTTP_TOKEN" >&3
printf '\r\n' >&3
IFS= read -r status <&3 || exit 8
while IFS= read -r line <&3 && [[ $line != $'\r' ]]; do :; done
cat <&3
[[ $status == *" 200 "* ]]
GET
}

monitoring() { http_get "$MONITOR_HOST" "$MONITOR_PORT" "$1"; } # PATH

# The answer, be it good or bad, or {} without one: a server that was started a moment ago may be slow. Never fails.
monitoring_or_nothing() { # PATH
  local answer
  answer=$(monitoring "$1") || true
  jq -sc '.[0] | objects // {}' <<<"$answer" 2>/dev/null || echo '{}'
}

# How many machines are in the mesh, this one and those it has routes to; 0 while this one does not answer. Pooled
# routes count once.
present_machines() {
  monitoring_or_nothing /routez | jq -r 'if . == {} then 0 else [.routes[]?.remote_id] | unique | length + 1 end'
}

# Empty while there is none, or the server does not answer.
meta_leader() { monitoring_or_nothing '/jsz?meta=1' | jq -r '.meta_cluster.leader // ""'; }

answers() { # HOST PORT: something listens there
  # shellcheck disable=SC2016 # for the inner shell
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/$2"' _ "$1" "$2" 2>/dev/null
}

# PEERS whose port answers.
answering_peers() {
  local peer host count=0
  for peer in "${PEERS[@]}"; do
    host=${peer%:*} host=${host#[}
    if answers "${host%]}" "${peer##*:}"; then count=$((count + 1)); fi
  done
  echo "$count"
}

# nats_request LOGIN SUBJECT PAYLOAD REPLIES SECONDS: each answer on a line of its own. LOGIN is empty or a piece of
# JSON for CONNECT. It ends with REPLIES answers, or with a second of silence after the first.
nats_request() (
  local login=$1 subject=$2 payload=$3 wanted=$4 end line words size body header count=0 inbox socket
  # A server that refuses the login may have closed before all is written; why is still to be read.
  trap '' PIPE
  inbox=_INBOX.$RANDOM$RANDOM$RANDOM$RANDOM
  end=$((SECONDS + $5))
  { exec {socket}<>"/dev/tcp/$CLIENT_HOST/$CLIENT_PORT"; } 2>/dev/null || return 1
  printf 'CONNECT {"verbose":false,"pedantic":false,"headers":true,"no_responders":true,"name":"cluster-status"%s}\r\nSUB %s 1\r\nPUB %s %s %s\r\n%s\r\n' \
    "$login" "$inbox" "$subject" "$inbox" "${#payload}" "$payload" 2>/dev/null 1>&"$socket" || true
  while ((count < wanted && SECONDS < end)); do
    IFS= read -r -t "$( ((count > 0)) && echo 1 || echo 3)" line <&"$socket" || break
    line=${line%$'\r'}
    read -ra words <<<"$line"
    case ${words[0]:-} in
      PING) printf 'PONG\r\n' 2>/dev/null 1>&"$socket" || true ;;
      -ERR) exec {socket}>&-; return 1 ;;
      MSG | HMSG)
        size=${words[-1]} header=0
        [[ ${words[0]} == MSG ]] || header=${words[-2]}
        IFS= read -r -N "$((size + 2))" -t 5 body <&"$socket" || break
        # No payload after the headers: nobody is there to answer.
        ((header < size)) || break
        printf '%s\n' "${body:header:size-header}"
        count=$((count + 1))
        ;;
    esac
  done
  exec {socket}>&-
  ((count > 0))
)

# Whether this server takes clients without a password, as it says itself in its first line.
clients_are_open() {
  local line=''
  # shellcheck disable=SC2016 # for the inner shell
  line=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2" && IFS= read -r line <&3 && printf "%s" "$line"' _ "$CLIENT_HOST" "$CLIENT_PORT" 2>/dev/null) || true
  [[ $line == INFO* && $(jq -r '.auth_required // false' <<<"${line#INFO}") == false ]]
}

login_json() { # USER PASSWORD: nothing without a password
  [[ -z $2 ]] || printf ',"user":"%s","pass":"%s"' "$1" "$2"
}

# The password that the server's configuration gives a user; root may read it.
configured_password() { # USER [FILE]
  sed -n "/^ *user: $1\$/{n;s/^ *password: \"\\(.*\\)\"\$/\\1/p}" "${2:-/etc/nats/nats.conf}" 2>/dev/null
}

env_value() { # NAME DEFAULT: the last one counts, as for systemd
  local value
  value=$(sed -n "s/^$1=//p" "${env_file:-/etc/nimsforest/nimsforest.env}" 2>/dev/null | tail -n 1)
  if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]}; fi
  echo "${value:-$2}"
}

# GET from this machine's node, with its token.
node_get() { # PATH
  local http_token
  http_token=$(node_token)
  http_get "$(node_http_host)" "$(env_value NIMSFOREST_HTTP_PORT 8080)" "$1"
}

# What this machine's node wants to be shown: the first token that may read; nothing where there is none.
node_token() {
  local name token file
  for name in NIMSFOREST_HTTP_TOKEN NIMSFOREST_HTTP_READ_TOKEN; do
    token=$(env_value "$name" '') file=$(env_value "${name}_FILE" '')
    if [[ -z $token && -r $file ]]; then token=$(sed $'1s/^\xef\xbb\xbf//;s/[[:space:]]*$//' "$file" | head -n 1); fi
    [[ $name != *READ* ]] || token=${token%%[, ]*}
    [[ -z $token ]] || break
  done
  printf '%s' "$token"
}

# Where this machine reaches its node.
node_http_host() { local_address "$(env_value NIMSFOREST_HTTP_HOST 127.0.0.1)"; }

# Sets CLIENT_HOST and CLIENT_PORT of nats_request to where this machine reaches its server.
find_client_port() { # VARZ
  CLIENT_HOST=$(local_address "$(jq -r '.host' <<<"$1")") CLIENT_PORT=$(jq -r '.port' <<<"$1")
}

# Where this machine reaches what listens on an address: IPv6 without brackets, as bash wants it.
local_address() { # ADDRESS
  local host=${1#[}
  host=${host%]}
  case $host in
    0.0.0.0) echo 127.0.0.1 ;;
    ::) echo ::1 ;;
    *) echo "$host" ;;
  esac
}
