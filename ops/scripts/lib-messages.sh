# shellcheck shell=bash
# Messages, usage, and the problems that are collected and told at once. Sourced first, never run. It changes nothing by
# itself, but LC_ALL: with any other locale [A-Z] may match what is not a letter of the server's configuration.

export LC_ALL=C

PROBLEMS=()
PROBLEM_STATUS='' # the exit status that one of the problems asks for, whatever the others are

# Text that may come from outside, without what a terminal obeys (C0 and C1 controls) and what changes how the rest reads
# (marks of direction, zero widths); line ends and tabs stay.
printable() {
  local text=$*
  text=${text//[$'\x01'-$'\x08'$'\x0b'-$'\x1f'$'\x7f']/?}
  text=${text//$'\xc2'[$'\x80'-$'\x9f']/?}
  text=${text//$'\xe2\x80'[$'\x8b'$'\x8e'$'\x8f'$'\xa8'-$'\xae']/?}
  text=${text//$'\xe2\x81'[$'\xa0'-$'\xaf']/?}
  printf '%s\n' "${text//$'\xef\xbb\xbf'/?}"
}

info() { printable "$*" >&2; }
warn() { printable "warning: $*" >&2; }
fatal() {
  printable "error: $1" >&2
  exit "${2:-1}"
}

# All problems are collected and told at once, one line each, and each once.
problem() {
  local known
  for known in "${PROBLEMS[@]}"; do [[ $known != "$*" ]] || return 0; done
  PROBLEMS+=("$*")
}

problem_with_status() { # STATUS WORDS...
  PROBLEM_STATUS=$1
  problem "${@:2}"
}

stop_on_problems() { # [STATUS]
  local line
  ((${#PROBLEMS[@]})) || return 0
  for line in "${PROBLEMS[@]}"; do printable "error: $line" >&2; done
  exit "${PROBLEM_STATUS:-${1:-2}}"
}

# A value as it may be shown: on one line, printable, not longer than 60, and not where it looks like a secret: a login, a key, a
# seed, a token of three parts.
shown() {
  local value=$1
  [[ ! $value =~ @|PRIVATE|SEED|TOKEN|^eyJ|(^|[^A-Z2-7])S[A-Z2-7]{40} ]] || value='***'
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

need_root() {
  ((EUID == 0)) || fatal "$(basename -- "$0") needs root: run it with sudo" 1
}
