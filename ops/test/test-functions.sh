# shellcheck shell=bash
# What the shell tests stand on. A test is a function whose name starts with test_; run_tests runs each in a subshell
# of its own, with an empty folder $scratch (its name has a space), and prints 'N passed, N failed' as its last line.

# run COMMAND...: keeps standard output, standard error and exit status in $out, $err and $status.
run() {
  local log
  log=$(mktemp "$scratch/.err.XXXXXX")
  status=0
  out=$("$@" 2>"$log" </dev/null) || status=$?
  err=$(cat "$log")
}

fail() {
  printf '    %s\n' "$@" >&2
  exit 1
}

assert_status() {
  [[ $status == "$1" ]] || fail "exit status was $status, expected $1" "stdout: $out" "stderr: $err"
}

assert_equals() {
  [[ $2 == "$1" ]] || fail "was:      $2" "expected: $1" "stderr: ${err:-}"
}

assert_contains() {
  [[ $1 == *"$2"* ]] || fail "missing:  $2" "in:       $1"
}

assert_lacks() {
  [[ $1 != *"$2"* ]] || fail "present:  $2" "in:       $1"
}

assert_file() {
  [[ -e $1 ]] || fail "no such file: $1" "stderr: ${err:-}"
}

assert_no_file() {
  [[ ! -e $1 ]] || fail "should not be there: $1"
}

# run_tests [NAME...]: all test functions of the file, or only those named; one after another, or $at_once side by side.
run_tests() {
  local name passed=0 failed=0
  declare -A begun=() scratches=()
  (($#)) || mapfile -t tests < <(declare -F | sed -n 's/^declare -f \(test_.*\)/\1/p')
  for name in "${@-"${tests[@]}"}"; do
    ((${#begun[@]} < ${at_once:-1})) || settle_one
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/ops test.XXXXXX")
    # In the background, because inside an 'if' a test would go on after a command of it failed.
    (set -euo pipefail && "$name") &
    begun[$!]=$name scratches[$!]=$scratch
  done
  while ((${#begun[@]} > 0)); do settle_one; done
  printf '%s passed, %s failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}

settle_one() { # waits until one of those that run has ended
  local test
  if wait -n -p test "${!begun[@]}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n' "${begun[$test]}" >&2
  fi
  rm -rf "${scratches[$test]}"
  unset "begun[$test]" "scratches[$test]"
}
