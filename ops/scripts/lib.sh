# shellcheck shell=bash
# What the scripts beside this file share: messages, the checks of names,
# peers, sizes and paths, and reading a server's monitoring port.
# Sourced, never run. It changes nothing by itself, but LC_ALL: with any other
# locale [A-Z] may match what is not a letter of the server's configuration.

export LC_ALL=C

OLDEST_SERVER=2.11.0
PROBLEMS=()
PROBLEM_STATUS='' # with which one of the problems has the run end, whatever the others say
OWN_HOSTS='' # what own_hosts prints, once it was asked

info() { printf '%s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }
fatal() {
  printf 'error: %s\n' "$1" >&2
  exit "${2:-1}"
}

# All problems are collected and told at once, one line each, and each once.
problem() {
  local known
  for known in "${PROBLEMS[@]}"; do [[ $known != "$*" ]] || return 0; done
  PROBLEMS+=("$*")
}

stop_on_problems() {
  local line
  ((${#PROBLEMS[@]})) || return 0
  for line in "${PROBLEMS[@]}"; do printf 'error: %s\n' "$line" >&2; done
  exit "${PROBLEM_STATUS:-${1:-2}}"
}

# A value as it may be shown: on one line, printable, not longer than 60.
shown() {
  local value=$1
  value=${value//[^ -~]/?}
  ((${#value} <= 60)) || value="${value:0:57}..."
  printf "'%s'" "$value"
}

need_value() { # FLAG ARGUMENTS-LEFT
  (($2 >= 2)) || fatal "$1 needs a value" 2
}

usage_of() { # the header of a script is its help
  sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$1"
}

# --- values -----------------------------------------------------------------

check_name() { # FLAG VALUE
  if [[ -z $2 ]]; then
    problem "$1 is missing or empty: give the machine a name of its own, such as nats-1"
  elif [[ ! $2 =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$ ]]; then
    problem "$1 $(shown "$2"): 1 to 63 letters, digits, '_' and '-', the first a letter or digit"
  fi
}

check_user() { # FLAG VALUE
  [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$ ]] ||
    problem "$1 $(shown "$2"): 1 to 63 letters, digits, '.', '_' and '-', the first a letter or digit"
}

valid_port() { [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] && (($1 <= 65535)); }

check_port() { # FLAG VALUE
  valid_port "$2" || problem "$1 $(shown "$2"): a port from 1 to 65535"
}

check_size() { # FLAG VALUE
  local number unit limit
  if [[ ! $2 =~ ^([1-9][0-9]{0,14})(([KMGTkmgt])([Ii]?[Bb])?)?$ ]]; then
    problem "$1 $(shown "$2"): a size such as 256MB or 10GB"
    return
  fi
  number=${BASH_REMATCH[1]} unit=${BASH_REMATCH[3]^}
  case $unit in
    K) limit=$((1 << 40)) ;; M) limit=$((1 << 30)) ;; G) limit=$((1 << 20)) ;;
    T) limit=1024 ;; *) limit=$((1 << 50)) ;;
  esac
  ((number <= limit)) || problem "$1 $(shown "$2"): more than 1024TB"
}

size_in_bytes() { # VALID-SIZE
  [[ $1 =~ ^([0-9]+)([KMGTkmgt]?) ]]
  case ${BASH_REMATCH[2]^} in
    K) echo $((BASH_REMATCH[1] << 10)) ;; M) echo $((BASH_REMATCH[1] << 20)) ;;
    G) echo $((BASH_REMATCH[1] << 30)) ;; T) echo $((BASH_REMATCH[1] << 40)) ;;
    *) echo "${BASH_REMATCH[1]}" ;;
  esac
}

check_path() { # FLAG VALUE: a path that needs no quoting anywhere
  if [[ -z $2 ]]; then
    problem "$1 is empty: give a file"
  elif ((${#2} > 255)); then
    problem "$1 $(shown "$2"): longer than 255 characters"
  elif [[ ! $2 =~ ^[A-Za-z0-9/._@%+=:,~-]+$ || $2 == -* ]]; then
    problem "$1 $(shown "$2"): a path of letters, digits and / . _ @ % + = : , ~ - only"
  else
    return 0
  fi
  return 1
}

check_readable_file() { # FLAG VALUE
  check_path "$1" "$2" || return 1
  if [[ ! -e $2 ]]; then
    problem "$1 $(shown "$2"): there is no such file"
  elif [[ ! -f $2 ]]; then
    problem "$1 $(shown "$2"): not a regular file"
  elif [[ ! -r $2 ]]; then
    problem "$1 $(shown "$2"): not readable by $(id -un)"
  elif [[ ! -s $2 ]]; then
    problem "$1 $(shown "$2"): the file is empty"
  else
    return 0
  fi
  return 1
}

check_secret_file() { # FLAG VALUE
  check_readable_file "$1" "$2" || return 1
  warn_of_open_file "$1" "$2"
}

warn_of_open_file() { # FLAG FILE
  local mode
  mode=$(stat -Lc %a -- "$2")
  ((8#$mode & 8#007)) || return 0
  warn "$1 $2 can be read by every user of this machine: chmod 600 $2"
}

# --- addresses --------------------------------------------------------------

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
  local host
  {
    printf '%s\n' localhost 127.0.0.1 ::1
    hostname 2>/dev/null
    hostname -s 2>/dev/null
    timeout 2 hostname -f 2>/dev/null
    hostname -I 2>/dev/null | tr ' ' '\n'
  } | while read -r host; do canonical_host "$host" || true; done | sort -u
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

# --- secrets ----------------------------------------------------------------

# A password for one purpose on one machine, made from the secret of the mesh:
# the same at each run, so that a second setup changes nothing, and of no use
# for finding the secret. The secret goes through a pipe, never an argument.
derived_password() { # PURPOSE NODE_NAME < SECRET
  { printf 'nimsforest:%s:%s:' "$1" "$2"; cat; } | openssl dgst -sha256 -r | cut -c1-40
}

# --- servers ----------------------------------------------------------------

server_version() { # FILE: prints 2.15.3
  local text
  text=$("$1" --version 2>/dev/null </dev/null) || return 1
  [[ $text =~ ^nats-server:\ v([0-9]+\.[0-9]+\.[0-9]+) ]] || return 1
  echo "${BASH_REMATCH[1]}"
}

version_at_least() { # VERSION WANTED
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

check_version() { # WHO VERSION [REMEDY]
  if version_at_least "$2" "$OLDEST_SERVER"; then return 0; fi
  problem "$1 is nats-server $2; $OLDEST_SERVER is the oldest that is supported${3:+: $3}"
  PROBLEM_STATUS=78
}

# GET over /dev/tcp: a bare machine has no curl. Prints the body; fails on
# anything but 200, and prints the body then as well.
http_get() { # HOST PORT PATH [SECONDS]
  timeout "${4:-3}" bash -s -- "$1" "$2" "$3" 2>/dev/null <<'GET'
exec 3<>"/dev/tcp/$1/$2" || exit 7
printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$3" "$1" >&3
IFS= read -r status <&3 || exit 8
while IFS= read -r line <&3 && [[ $line != $'\r' ]]; do :; done
cat <&3
[[ $status == *" 200 "* ]]
GET
}

# The user that stands for a purpose; the same on every machine.
user_for() { # app, status or operator
  case $1 in app) echo nimsforest ;; *) echo "$1" ;; esac
}

need_root() {
  ((EUID == 0)) || fatal "$(basename -- "$0") needs root: run it with sudo" 1
}
