#!/usr/bin/env bash
# Breaks meshes of real servers under load, fault by fault, for as long as one says, and writes the tables of
# docs/RELIABILITY.md. Each run adds a line to docs/reliability-runs.tsv; remove that file to begin anew.
#
# Usage: ops/test/reliability.sh [--fault NAME[,NAME...]] [--runs N] [--minutes N] [--server VERSION[,VERSION]]
#                                [--terrain processes|containers] [--atomic-batches] [--seed N] [--ledger FILE] [--document FILE]
#                                [--table] [--no-build]
#   --fault     which (all); an unknown name lists them
#   --runs      how often each (1)
#   --minutes   begins no run after so long
#   --server    which nats-server (2.15.3); 2.11.0 is the oldest
#   --terrain   processes (the default), in network namespaces where a fault needs it; or containers, for the faults
#               that make sense there: the others are refused by name
#   --atomic-batches  the streams take atomic batches, and so many write at once that there are some
#   --seed      the seed of the first run, which the next ones follow; each run prints its own
#   --ledger, --document  other files than those in docs
#   --table     makes no run, and writes the tables anew
#   --no-build  takes what was built before
# Cut networks, full disks and power cuts need root, ip, iptables, and loop devices; containers need a Docker engine.
# Variables: those of Testcontainers. Its reaper is off unless TESTCONTAINERS_RYUK_DISABLED=false: what was made is removed
# without it, and its image cannot always be pulled.
# Exit status: 0 when every run held its promises, 1 when one did not, 2 for wrong usage.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fatal() {
  printf 'reliability: %s\n' "$*" >&2
  exit 2
}

build() {
  (cd "$root" && mvn -q -B -DskipTests package) || fatal "the build failed; see above"
}

main() {
  local options=() build=yes
  while (($#)); do
    case $1 in
      --fault | --runs | --minutes | --server | --terrain | --seed | --ledger | --document)
        (($# > 1)) || fatal "$1 needs a value"
        options+=("$1" "$2")
        shift
        ;;
      --table | --atomic-batches) options+=("$1" yes) ;;
      --no-build) build=no ;;
      -h | --help)
        sed -n '2,/^set -euo/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        return 0
        ;;
      *) fatal "unknown: $1; see --help" ;;
    esac
    shift
  done
  [[ $build == no ]] || build
  cd "$root"
  local classes=bootstrap/target/test-classes:bootstrap/target/classes
  classes+=:$(cat bootstrap/target/test-classpath 2>/dev/null) || fatal "nothing was built; leave --no-build out"
  export TESTCONTAINERS_RYUK_DISABLED=${TESTCONTAINERS_RYUK_DISABLED:-true}
  # In a container with an engine of its own, Testcontainers would look for the gateway by that image too.
  [[ ! -e /.dockerenv ]] || export TESTCONTAINERS_HOST_OVERRIDE=${TESTCONTAINERS_HOST_OVERRIDE:-127.0.0.1}
  exec java -Xmx1g -cp "$classes" com.nimsforest.node.bootstrap.faults.ReliabilityRunner "${options[@]}"
}

main "$@"
