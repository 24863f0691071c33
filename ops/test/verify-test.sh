#!/usr/bin/env bash
# Tests of ops/verify on a made-up machine: what it says is missing, what it installs, and how it counts. Seconds.
# Usage: verify-test.sh [test_NAME...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/test/test-functions.sh
. "$here/test-functions.sh"

newest=$(sed -n 's/^servers=(\([0-9.]*\) \([0-9.]*\))$/\1/p' "$here/../verify")
oldest=$(sed -n 's/^servers=(\([0-9.]*\) \([0-9.]*\))$/\2/p' "$here/../verify")

# A PATH with what every Debian has, and a checkout of the scripts. Whatever is in /usr/sbin of this machine is found too.
machine() { # USER-ID
  local tool
  mkdir -p "$scratch/bin"
  for tool in awk basename bash cat chmod cp cut dirname env find grep head ls mkdir mktemp mv od paste readlink realpath rm sed \
    sha256sum sh sleep sort tail tar timeout touch tr uname wc xargs setsid; do
    ln -s "$(command -v "$tool")" "$scratch/bin/$tool"
  done
  command_that id "echo $1"
  checkout="$scratch/my \$HOME; checkout"
  mkdir -p "$checkout/ops/test" "$checkout/.ci"
  cp -r "$here/../scripts" "$here/../verify" "$checkout/ops/"
  cp "$here/nats-cli.sh" "$checkout/ops/test/"
  cp "$here/../../.ci/run" "$checkout/.ci/"
  java_of 17.0.15
  command_that mvn ''
}

# command_that NAME BODY: a program on the PATH that notes its calls.
command_that() {
  rm -f "$scratch/bin/$1"
  printf '#!/usr/bin/env bash\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$scratch" "$2" >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}

java_of() { command_that javac "echo javac $1"; }

# Maven that leaves a report of TESTS, FAILURES and SKIPPED, and ends with STATUS.
maven_of() { # TESTS FAILURES SKIPPED STATUS
  command_that mvn "mkdir -p domain/target/surefire-reports
printf '<testsuite name=\"A\" tests=\"$1\" errors=\"0\" skipped=\"$3\" failures=\"$2\">\n</testsuite>' >domain/target/surefire-reports/TEST-A.xml
exit $4"
}

# Servers and command line as earlier runs left them.
cached_servers() {
  local version file
  for version in "$newest" "$oldest"; do
    file=$scratch/home/.cache/nimsforest/nats-server/v$version/nats-server
    mkdir -p "$(dirname "$file")"
    printf '#!/bin/sh\necho nats-server: v%s\n' "$version" >"$file"
    chmod +x "$file"
    sha256sum <"$file" | cut -d' ' -f1 >"$file.sha256"
  done
  command_that nats 'echo 0.5.0'
  variables+=(NATS_CLI="$scratch/bin/nats")
}

all_programs() {
  local program
  for program in git curl jq openssl shellcheck promtool chromium chromedriver dockerd docker iptables ip perl ps mmdebstrap flock; do
    command_that "$program" ''
  done
}

apt_that_installs() { # PROGRAM...
  command_that apt-cache "printf '%s:\n  Candidate: 1.0\n' \"\$2\""
  command_that apt-get "[[ \$* == *install* ]] || exit 0
for program in $*; do printf '#!/bin/sh\n' >\"$scratch/bin/\$program\"; chmod +x \"$scratch/bin/\$program\"; done"
}

verify() {
  run env -i PATH="$scratch/bin" HOME="$scratch/home" "${variables[@]}" "${script:-$checkout/ops/verify}" "$@"
}
variables=()

called() { grep -c "^$1" "$scratch/calls" || true; }

last_line() { tail -n 1 <<<"$out"; }

assert_nothing_was_built() {
  assert_equals '0 0 0' "$(called mvn) $(called 'go install') $(called 'apt-get')"
}

test_without_the_rights_all_that_is_missing_is_named_at_once() {
  local program packages
  machine 1000

  verify

  assert_status 1
  for program in git curl jq openssl shellcheck promtool chromium chromedriver docker perl ps mmdebstrap flock go; do
    assert_contains "$err" "missing: $program: "
  done
  assert_lacks "$err" 'missing: javac'
  assert_contains "$err" "nats-server $newest, nats-server $oldest, the nats command line"
  packages=$(sed -n 's/.*get it with: sudo apt-get install //p' <<<"$err")
  for program in git curl jq openssl shellcheck prometheus chromium chromium-driver docker-cli perl-base procps mmdebstrap util-linux; do
    assert_contains " $packages " " $program "
  done
  assert_contains "$err" 'go.dev/dl'
  assert_equals '' "$(grep -v '^verify: error: ' <<<"$err")"
  assert_equals 'nimsforest: 0 passed, 1 failed' "$(last_line)"
  assert_nothing_was_built
}

test_a_java_that_is_too_old_is_missing() {
  machine 1000
  java_of 11.0.20

  verify

  assert_status 1
  assert_contains "$err" 'missing: javac: '
  assert_contains "$err" 'openjdk-17-jdk-headless'
}

test_root_without_apt_has_no_rights_either() {
  machine 0

  verify

  assert_status 1
  assert_contains "$err" 'missing: jq: '
  assert_nothing_was_built
}

test_only_the_docker_engine_is_missing() {
  machine 1000
  all_programs
  cached_servers
  command_that docker 'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock" >&2; exit 1'

  verify
  assert_status 1
  assert_contains "$err" 'missing: a Docker engine that answers'
  assert_contains "$err" 'get it with: sudo systemctl start docker'
  assert_equals 2 "$(wc -l <<<"$err")"

  command_that docker 'echo "permission denied while trying to connect to the Docker daemon socket"; exit 1'
  verify
  assert_contains "$err" 'sudo usermod -aG docker'

  variables+=(DOCKER_HOST=tcp://192.0.2.1:2375)
  verify
  assert_contains "$err" 'missing: a Docker engine at DOCKER_HOST=tcp://192.0.2.1:2375'
  assert_nothing_was_built
}

test_programs_that_variables_name_are_not_missing() {
  machine 1000
  variables=(CHROMIUM=/opt/chromium CHROMEDRIVER=/opt/chromedriver NIMSFOREST_MACHINE_IMAGE=debian)

  verify

  assert_contains "$err" 'missing: jq: '
  assert_lacks "$err" chromium
  assert_lacks "$err" chromedriver
  assert_lacks "$err" mmdebstrap
}

test_root_on_debian_installs_what_is_missing_and_runs_the_tests() {
  machine 0
  cached_servers
  apt_that_installs git curl jq openssl shellcheck promtool chromium chromedriver dockerd docker iptables ip perl ps mmdebstrap flock
  maven_of 40 0 0 0

  verify

  assert_status 0
  assert_equals 1 "$(called 'apt-get .*install')"
  assert_contains "$(cat "$scratch/calls")" 'chromium-driver'
  assert_contains "$(cat "$scratch/calls")" 'mvn -B -ntp -Dstyle.color=never -Dmaven.wagon.http.retryHandler.count=3 verify'
  assert_equals 'nimsforest: 41 passed, 0 failed' "$(last_line)"
}

test_what_apt_does_not_bring_is_named() {
  machine 0
  cached_servers
  apt_that_installs git curl openssl shellcheck promtool chromium chromedriver dockerd docker iptables ip perl ps mmdebstrap flock

  verify

  assert_status 1
  assert_contains "$err" 'missing: jq: '
  assert_lacks "$err" 'missing: git: '
  assert_equals 0 "$(called mvn)"
}

test_failed_tests_are_shown_again_at_the_end() {
  machine 1000
  all_programs
  cached_servers
  command_that mvn "mkdir -p domain/target/failsafe-reports/nats-server-1
cd domain/target/failsafe-reports/nats-server-1
printf 'Tests run: 2\norg.AnIT.waits -- Time elapsed: 1 s <<< ERROR!\njava.io.IOException: end of file\n' >org.AnIT.txt
printf 'Tests run: 1\n' >org.OtherIT.txt
exit 1"

  verify

  assert_status 1
  assert_contains "$out" '== FAILED: org.AnIT, in domain/target/failsafe-reports/nats-server-1/org.AnIT.txt'
  assert_contains "$out" 'java.io.IOException: end of file'
  assert_lacks "$out" 'org.OtherIT'
}

test_reports_of_each_server_count() {
  machine 1000
  all_programs
  cached_servers
  # shellcheck disable=SC2016 # for the shell of mvn
  command_that mvn 'for server in 1 2; do
mkdir -p "domain/target/failsafe-reports/nats-server-$server"
printf "<testsuite name=\"A\" tests=\"10\" errors=\"0\" skipped=\"1\" failures=\"0\">\n</testsuite>" >"domain/target/failsafe-reports/nats-server-$server/TEST-A.xml"
done'

  verify

  assert_status 1
  assert_contains "$out" 'FAILED: 2 skipped tests'
  assert_contains "$out" 'nimsforest: 19 passed, 2 failed'
}

test_skipped_and_failed_tests_are_failures() {
  machine 1000
  all_programs
  cached_servers

  maven_of 10 0 2 0
  verify
  assert_status 1
  assert_equals 'nimsforest: 9 passed, 2 failed' "$(last_line)"

  maven_of 10 3 0 1
  verify
  assert_status 1
  assert_equals 'nimsforest: 8 passed, 3 failed' "$(last_line)"

  # Broken before any test, and with reports of an earlier run.
  command_that mvn 'exit 1'
  verify
  assert_status 1
  assert_contains "$out" 'Maven ran no test'
  assert_equals 'nimsforest: 1 passed, 1 failed' "$(last_line)"

  maven_of 10 0 0 0
  command_that shellcheck 'exit 1'
  verify
  assert_status 1
  assert_equals 'nimsforest: 10 passed, 1 failed' "$(last_line)"
}

test_arguments_go_to_maven() {
  machine 1000
  all_programs
  cached_servers
  maven_of 1 0 0 0

  verify test -pl domain

  assert_status 0
  assert_contains "$(cat "$scratch/calls")" 'test -pl domain'
  assert_lacks "$(grep '^mvn' "$scratch/calls")" ' verify'
}

test_a_docker_engine_is_started_for_the_tests_only() {
  machine 0
  all_programs
  cached_servers
  apt_that_installs
  maven_of 1 0 0 0
  command_that docker "[[ -e '$scratch/engine' ]]"
  command_that dockerd "echo \$\$ >'$scratch/engine'; exec sleep 60"

  verify

  assert_status 0
  assert_contains "$out" 'starting a Docker engine'
  assert_equals 1 "$(called dockerd)"
  ! kill -0 "$(cat "$scratch/engine")" 2>/dev/null || fail "the engine still runs"
}

test_the_ci_run_is_this_call() {
  machine 1000
  all_programs
  cached_servers
  maven_of 1 0 0 0

  script=$checkout/.ci/run verify test

  assert_status 0
  assert_equals 'nimsforest: 2 passed, 0 failed' "$(last_line)"
}

test_help_names_every_variable_and_runs_nothing() {
  local name
  machine 1000

  verify --help

  assert_status 0
  for name in MAVEN-ARGUMENT CI JAVA_HOME DOCKER_HOST CHROMIUM CHROMEDRIVER NATS_CLI NIMSFOREST_MACHINE_IMAGE; do
    assert_contains "$out" "$name"
  done
  assert_no_file "$scratch/calls"
}

run_tests "$@"
