#!/usr/bin/env bash
# The jar is the same, byte for byte, when it is built from a copy of the sources in another folder, in another time zone and with
# another umask. Takes as long as a build. Not offline: Maven leaves the bill of materials out then.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=ops/test/test-functions.sh
source "$root/ops/test/test-functions.sh"

test_a_build_in_another_folder_makes_the_same_jar_and_bill_of_materials() {
  local file
  "$root/ops/nimsforest" --version >/dev/null
  mkdir -p "$scratch/elsewhere"
  (cd "$root" && tar -c --exclude=target --exclude=.git .) | tar -x -C "$scratch/elsewhere"

  (cd "$scratch/elsewhere" && umask 002 && TZ=Pacific/Apia mvn -B -q -DskipTests package >"$scratch/log" 2>&1) || fail "$(tail -n 20 "$scratch/log")"

  for file in nimsforest.jar nimsforest.cdx.json; do
    assert_equals "$(sha256sum <"$root/bootstrap/target/$file")" "$(sha256sum <"$scratch/elsewhere/bootstrap/target/$file")"
  done
}

run_tests "$@"
