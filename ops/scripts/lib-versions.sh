# shellcheck shell=bash
# Versions of nats-servers, and the oldest that is supported. Sourced after lib-messages.sh, never run.

OLDEST_SERVER=2.11.0

server_version() { # FILE: prints 2.15.3
  local text file=$1
  # Without a slash the shell would look for it on the PATH.
  [[ $file == */* ]] || file=./$file
  text=$("$file" --version 2>/dev/null </dev/null) || return 1
  [[ $text =~ ^nats-server:\ v([0-9]+\.[0-9]+\.[0-9]+) ]] || return 1
  echo "${BASH_REMATCH[1]}"
}

version_at_least() { # VERSION WANTED
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

check_version() { # WHO VERSION [REMEDY]
  if version_at_least "$2" "$OLDEST_SERVER"; then return 0; fi
  problem_with_status 78 "$1 is nats-server $2; $OLDEST_SERVER is the oldest that is supported${3:+: $3}"
}
