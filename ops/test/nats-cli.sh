#!/usr/bin/env bash
# Prints the absolute path of the nats command line that tests compare the project with, alone, on stdout; all else goes to
# stderr. It is built with 'go install' when it is not in the user's cache yet: one to two minutes, once. As root on Debian
# Go is installed for that where it is missing.
#
# Usage: nats-cli.sh [--no-build]
#   --no-build   fails where it would have to be built
# Variables:
#   NATS_CLI         a nats command line to use instead
#   XDG_CACHE_HOME   where the cache is: $XDG_CACHE_HOME/nimsforest/nats-cli/vV/nats   (~/.cache)
# Exit status: 0 done, 1 failed.
set -euo pipefail

PINNED=0.5.0
MODULE=github.com/nats-io/natscli

info() { printf 'nats-cli: %s\n' "$*" >&2; }
fatal() {
  printf 'nats-cli: error: %s\n' "$*" >&2
  exit 1
}
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

runs() { [[ -x $1 ]] && [[ $("$(realpath -- "$1")" --version </dev/null 2>/dev/null) == *[0-9].[0-9]* ]]; }

cache_root() {
  local base=${XDG_CACHE_HOME:-}
  # The XDG rule: a relative path is to be ignored.
  [[ $base == /* ]] || base=~/.cache
  printf '%s/nimsforest/nats-cli\n' "$base"
}

build() { # FILE
  local work
  "$here/../scripts/install-go.sh" || fatal "Go builds the nats command line; or set NATS_CLI to one"
  hash -r
  work=$(mktemp -d "$(dirname -- "$1")/.build.XXXXXX")
  # shellcheck disable=SC2064 # this folder, not what the name says later
  trap "rm -rf '$work'" EXIT
  info "building $PINNED with Go: one to two minutes, this once"
  (cd / && env -u GOOS -u GOARCH GOFLAGS='' GOTOOLCHAIN="${GOTOOLCHAIN:-auto}" CGO_ENABLED=0 GOBIN="$work" \
    go install -trimpath -ldflags "-w -X main.version=$PINNED" "$MODULE/nats@v$PINNED" 9>&-) >"$work/log" 2>&1 ||
    { cat "$work/log" >&2 && fatal "the build failed"; }
  runs "$work/nats" || fatal "what was built does not run here"
  # In one step, so that nobody ever sees half of it.
  mv -f "$work/nats" "$1"
}

main() {
  local file
  case ${1:-} in
    '' | --no-build) ;;
    *) fatal "unknown option '$1'" ;;
  esac
  if [[ -n ${NATS_CLI:-} ]]; then
    runs "$NATS_CLI" || fatal "NATS_CLI names '$NATS_CLI', which does not run here"
    realpath -s -- "$NATS_CLI"
    return
  fi
  file=$(cache_root)/v$PINNED/nats
  if ! runs "$file"; then
    [[ ${1:-} != --no-build ]] || fatal "$file is not there, and would have to be built"
    mkdir -p "$(dirname -- "$file")"
    # Parallel callers wait for the one that builds.
    exec 9>"$(cache_root)/.lock"
    flock -w 1200 9 || fatal "$(cache_root)/.lock was held for 20 minutes"
    runs "$file" || build "$file"
  fi
  printf '%s\n' "$file"
}

main "$@"
