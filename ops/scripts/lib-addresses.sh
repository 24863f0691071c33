# shellcheck shell=bash
# Host names, addresses and peers: their canonical form, and which of them are this machine.
# Sourced after lib-values.sh, never run.

OWN_HOSTS='' # what own_hosts prints, once it was asked
PEERS=()

valid_ipv4() {
  local octet octets
  [[ $1 =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || return 1
  IFS=. read -ra octets <<<"$1"
  for octet in "${octets[@]}"; do
    [[ $octet == 0 || $octet =~ ^[1-9] ]] && ((octet <= 255)) || return 1
  done
}

# The eight groups of an IPv6 address without leading zeros: one way to write
# each address. Fails if it is none.
canonical_ipv6() {
  local text=${1,,} left right groups=() part missing
  [[ $text =~ ^[0-9a-f:]+$ && $text != *:::* && ! $text =~ ::.*:: ]] || return 1
  [[ $text == :: || ($text != :[!:]* && $text != *[!:]:) ]] || return 1
  left=${text%%::*} right=''
  [[ $text == *::* ]] && right=${text#*::}
  for part in ${left//:/ }; do groups+=("$part"); done
  missing=$((8 - ${#groups[@]}))
  for part in ${right//:/ }; do missing=$((missing - 1)); done
  if [[ $text == *::* ]]; then ((missing >= 1)) || return 1; else ((missing == 0)) || return 1; fi
  while ((missing-- > 0)); do groups+=(0); done
  for part in ${right//:/ }; do groups+=("$part"); done
  for part in "${!groups[@]}"; do
    ((${#groups[part]} <= 4)) || return 1
    groups[part]=$(printf %x "0x${groups[part]}")
  done
  (IFS=: && echo "${groups[*]}")
}

valid_host_name() {
  [[ ${#1} -le 253 && $1 =~ ^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$ ]] || return 1
  # Digits and dots alone are an address with a mistake in it, not a name.
  [[ ! $1 =~ ^[0-9.]+$ ]] && [[ ! $1 =~ [^.]{64} ]]
}

# One canonical spelling of a host, lower case, without brackets; fails if it is none.
canonical_host() {
  if valid_ipv4 "$1"; then
    echo "$1"
  elif [[ $1 == *:* ]]; then
    canonical_ipv6 "$1"
  elif valid_host_name "$1"; then
    local name=${1,,}
    echo "${name%.}"
  else
    return 1
  fi
}

canonical_hosts() { # < HOSTS
  local host
  while read -r host; do canonical_host "$host" || true; done
}

check_host() { # FLAG VALUE
  local host=$2
  [[ $host == \[*\] ]] && host=${host:1:-1}
  canonical_host "$host" >/dev/null || problem "$1 $(shown "$2"): a host name or an address"
}

check_host_list() { # FLAG VALUE
  local host list
  if [[ -z $2 || $2 == *$'\n'* || ${#2} -gt 1024 ]]; then
    problem "$1 $(shown "$2"): host,host is expected"
    return 0
  fi
  IFS=, read -ra list <<<"$2"
  for host in "${list[@]}"; do check_host "$1" "$host"; done
}

is_loopback() { [[ $1 == 127.* || $1 == localhost || $1 == ::1 || $1 == 0:0:0:0:0:0:0:1 ]]; }

# The names and addresses of this machine, one canonical spelling a line.
own_hosts() {
  {
    printf '%s\n' localhost 127.0.0.1 ::1
    hostname 2>/dev/null
    hostname -s 2>/dev/null
    timeout 2 hostname -f 2>/dev/null
    hostname -I 2>/dev/null | tr ' ' '\n'
  } | canonical_hosts | sort -u
}

resolved_hosts() { # HOST: the addresses it stands for, asked for 2 s at most
  local host
  timeout 2 getent ahosts "$1" 2>/dev/null | while read -r host _; do canonical_host "${host%%%*}" || true; done | sort -u
}

is_own_host() { # CANONICAL-HOST
  [[ $1 == 127.* ]] && return 0
  OWN_HOSTS=${OWN_HOSTS:-$(own_hosts)}
  grep -qxF -- "$1" <<<"$OWN_HOSTS" && return 0
  valid_host_name "$1" || return 1
  grep -qxFf <(resolved_hosts "$1") <<<"$OWN_HOSTS"
}

bracketed() { if [[ $1 == *:* ]]; then echo "[$1]"; else echo "$1"; fi; }

# Reads FLAG VALUE into PEERS, in canonical form, by the grammar of ops/test/cluster-peers.cases; each mistake is a
# problem. This machine itself, by its name or an address of its own with OWN_PORT, and what was there before are dropped.
parse_peers() { # FLAG VALUE OWN_PORT OWN_NAME
  local rest=$2 peer blank=$' \t'
  PEERS=()
  [[ $rest == *[!"$blank"]* ]] || return 0
  if ((${#rest} > 4096)); then
    problem "$1: longer than 4096 characters"
    return 0
  fi
  while :; do
    peer=${rest%%,*}
    peer=${peer#"${peer%%[!"$blank"]*}"}
    peer=${peer%"${peer##*[!"$blank"]}"}
    parse_peer "$1" "$peer" "$3" "$4"
    [[ $rest == *,* ]] || break
    rest=${rest#*,}
  done
}

parse_peer() { # FLAG PEER OWN_PORT OWN_NAME
  local flag=$1 peer=$2 host port canonical
  if [[ -z $peer ]]; then
    problem "$flag: an empty peer between commas: write host:port,host:port"
    return 0
  elif [[ $peer =~ ^\[([^][]*)\]:(.*)$ || $peer =~ ^([^:]*):(.*)$ ]]; then
    host=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}
  else
    problem "$flag $(shown "$peer"): a peer has a host and a port, such as host2:6222 or [fd00::2]:6222"
    return 0
  fi
  if ! valid_port "$port"; then
    problem "$flag $(shown "$peer"): no port from 1 to 65535 at its end; write host:port or [v6]:port"
  elif [[ $peer == \[* && $host != *:* ]] || ! canonical=$(canonical_host "$host"); then
    problem "$flag $(shown "$peer"): not a host name or an address"
  elif [[ " ${PEERS[*]} " != *" $(bracketed "$canonical"):$port "* ]] && ! is_self "$canonical" "$port" "$3" "$4"; then
    PEERS+=("$(bracketed "$canonical"):$port")
  fi
}

is_self() { # CANONICAL-HOST PORT OWN_PORT OWN_NAME
  [[ $2 == "$3" ]] || return 1
  [[ $1 == "${4,,}" ]] || is_own_host "$1"
}
