#!/usr/bin/env bash
# Breaks meshes of real servers under load, fault by fault, for as long as one says, and writes the tables of
# docs/RELIABILITY.md. Each run adds a line to docs/reliability-runs.tsv; remove that file to begin anew.
#
# Usage: ops/test/reliability.sh [--fault NAME[,NAME...]] [--runs N] [--minutes N] [--server VERSION[,VERSION]]
#                                [--seed N] [--ledger FILE] [--document FILE] [--no-build]
#   --fault     which (all); an unknown name lists them
#   --runs      how often each (1)
#   --minutes   begins no run after so long
#   --server    which nats-server (2.15.2); 2.9.10 is the oldest
#   --seed      the seed of the first run, which the next ones follow; each run prints its own
#   --ledger, --document  other files than those in docs
#   --no-build  takes what was built before
# Cut networks, full disks and power cuts need root, ip, iptables, and loop devices.
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
      --fault | --runs | --minutes | --server | --seed | --ledger | --document)
        (($# > 1)) || fatal "$1 needs a value"
        options+=("$1" "$2")
        shift
        ;;
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
  local classes=bootstrap/target/test-classes:bootstrap/target/nimsforest.jar:adapters-nats/target/test-classes
  exec java -Xmx1g -cp "$classes" com.nimsforest.node.bootstrap.faults.Reliability "${options[@]}"
}

main "$@"
