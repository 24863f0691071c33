#!/usr/bin/env bash
# Tests of ops/scripts/install-nats-server.sh with made-up servers, archives, packages and Go: no network, seconds.
# Usage: install-nats-server-test.sh [test_NAME...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/test/test-functions.sh
. "$here/test-functions.sh"

script=$here/../scripts/install-nats-server.sh
archive_version=2.15.0

# A PATH with the tools that the script uses, but no server, Go or apt of the machine.
tools() {
  local tool
  mkdir -p "$scratch/bin"
  for tool in awk basename bash cat chmod cmp cp curl cut dirname env flock grep gzip head id ls mkdir mktemp mv od rm sed \
    sha256sum sleep tar timeout tr uname; do
    ln -s "$(command -v "$tool")" "$scratch/bin/$tool"
  done
}

# fake_server FILE VERSION
fake_server() {
  mkdir -p "$(dirname "$1")"
  # shellcheck disable=SC2016 # for the made-up server to expand
  printf '#!/bin/sh\n[ "$1" = --version ] && echo "nats-server: v%s"\n' "$2" >"$1"
  chmod +x "$1"
}

# fake_command NAME BODY: a program on the PATH that also notes its calls in $scratch/calls.
fake_command() {
  rm -f "$scratch/bin/$1"
  printf '#!/usr/bin/env bash\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$scratch" "$2" >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}

fake_go() {
  fake_command go "if [[ \$1 == env ]]; then echo go$1; exit; fi
sleep 0.3
all=\"\$*\"
printf '#!/bin/sh\necho \"nats-server: v%s\"\n' \"\${all##*@v}\" >\"\$GOBIN/nats-server\"
chmod +x \"\$GOBIN/nats-server\""
}

# fake_package VERSION: an apt that knows the package in this version.
fake_package() {
  fake_command apt-cache "printf 'nats-server:\n  Candidate: $1-1+b3\n'"
  fake_command apt-get "[[ \$* != *download* ]] || echo deb >nats-server_1.deb"
  fake_command dpkg "mkdir -p usr/sbin; printf '#!/bin/sh\necho \"nats-server: v$1\"\n' >usr/sbin/nats-server; chmod +x usr/sbin/nats-server"
}

# fake_archive VERSION: a mirror with a release archive; prints its SHA-256.
fake_archive() {
  local name
  name=nats-server-v$1-linux-$(case $(uname -m) in x86_64) echo amd64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac)
  mkdir -p "$scratch/mirror/v$1"
  fake_server "$scratch/$name/nats-server" "$1"
  tar -czf "$scratch/mirror/v$1/$name.tar.gz" -C "$scratch" "$name"
  sha256sum <"$scratch/mirror/v$1/$name.tar.gz" | cut -d' ' -f1
}

# install COMMAND-LINE...: runs the script on the made-up machine.
install() {
  # curl wants a URL without spaces.
  run env -i PATH="$scratch/bin" HOME="$scratch/home" ${NATS_SERVER+NATS_SERVER="$NATS_SERVER"} \
    INSTALL_NATS_MIRROR="file://${scratch// /%20}/mirror" INSTALL_NATS_BIN_DIR="$scratch/usr bin" bash "$script" "$@"
}

cache() { printf '%s/home/.cache/nimsforest/nats-server/v%s/nats-server' "$scratch" "$1"; }

# cached_server VERSION [SAYS]: as an earlier run left it.
cached_server() {
  fake_server "$(cache "$1")" "${2:-$1}"
  sha256sum <"$(cache "$1")" | cut -d' ' -f1 >"$(cache "$1").sha256"
}

# with_pin VERSION SHA: the script under test becomes a copy whose pinned checksum of VERSION is SHA.
with_pin() {
  sed -E "s/^($1 (amd64|arm64)) .*/\1 $2/" "$script" >"$scratch/install-nats-server.sh"
  cp "$(dirname "$script")/install-go.sh" "$scratch/"
  script=$scratch/install-nats-server.sh
}

test_the_server_named_by_the_variable_is_used() {
  tools
  fake_server "$scratch/bin/nats-server" 2.15.3
  fake_server "$scratch/my servers/nats" 2.11.1

  NATS_SERVER="$scratch/my servers/nats" install --find

  assert_status 0
  assert_equals "$scratch/my servers/nats" "$out"
}

test_a_wrong_variable_is_one_clear_line_and_never_passed_over() {
  tools
  fake_server "$scratch/bin/nats-server" 2.15.3
  fake_server "$scratch/old" 2.10.29
  printf 'text' >"$scratch/text"
  printf '#!/bin/sh\nexit 1\n' >"$scratch/other" && chmod +x "$scratch/other"

  local case
  for case in "nowhere:does not exist" "text:not executable" "old:2.10.29" "other:does not run" ".:not a file"; do
    NATS_SERVER="$scratch/${case%%:*}" install
    assert_status 78
    assert_equals "" "$out"
    assert_equals 1 "$(wc -l <<<"$err")"
    assert_contains "$err" "${case#*:}"
    assert_contains "$err" "NATS_SERVER names '$scratch/"
  done
}

test_one_on_the_path_that_is_too_old_is_passed_over_with_a_line() {
  tools
  fake_server "$scratch/bin/nats-server" 2.10.29
  cached_server 2.15.3

  install

  assert_status 0
  assert_equals "$(cache 2.15.3)" "$out"
  assert_contains "$err" "skipping $scratch/bin/nats-server: version 2.10.29 is older than 2.11.0"
}

test_the_oldest_supported_on_the_path_is_used() {
  tools
  fake_server "$scratch/bin/nats-server" 2.11.0

  install

  assert_equals "$scratch/bin/nats-server" "$out"
}

test_go_fills_the_cache_once_for_parallel_callers() {
  tools
  fake_go 1.26.8
  local runs=() i

  for i in 1 2 3 4; do
    (install && assert_status 0 && assert_equals "$(cache 2.15.3)" "$out") &
    runs+=($!)
  done
  for i in "${runs[@]}"; do wait "$i"; done
  install

  assert_equals "$(cache 2.15.3)" "$out"
  assert_equals "" "$err"
  assert_equals 1 "$(grep -c 'go install' "$scratch/calls")"
  assert_equals "" "$(ls -d "$scratch"/home/.cache/nimsforest/nats-server/.nats-server.* 2>/dev/null)"
}

test_a_go_that_is_too_old_is_said_and_the_package_follows() {
  tools
  fake_go 1.19.8
  fake_package 2.11.0

  install

  assert_status 0
  assert_equals "$(cache 2.11.0)" "$out"
  assert_contains "$err" "Go 1.19.8 is too old to fetch the Go that it needs"
  assert_lacks "$(cat "$scratch/calls")" "go install"
}

test_a_tampered_server_in_the_cache_is_never_run() {
  local file
  tools
  fake_go 1.26.4
  install
  file=$out
  # It says the right version, and does something else too.
  printf '#!/bin/sh\ntouch "%s/canary"\necho "nats-server: v%s"\n' "$scratch" "$(basename "$(dirname "$file")" | tr -d v)" >"$file"

  install

  assert_status 0
  assert_equals "$file" "$out"
  assert_contains "$err" 'is not what was put there'
  assert_no_file "$scratch/canary"
  assert_lacks "$(cat "$file")" canary
}

test_a_server_in_the_cache_without_a_recorded_checksum_is_never_run() {
  tools
  fake_go 1.26.4
  fake_server "$(cache 2.15.3)" 2.15.3
  echo "touch '$scratch/canary'" >>"$(cache 2.15.3)"

  install

  assert_status 0
  assert_contains "$err" 'is not what was put there'
  assert_no_file "$scratch/canary"
}

test_setup_refuses_a_tampered_jar_where_its_checksum_lies_beside_it() {
  check() {
    run bash -c '. "$1/lib-messages.sh"; . "$1/lib-preflight.sh"; check_sum --jar "$2"; stop_on_problems' _ \
      "$here/../scripts" "$scratch/n.jar"
  }
  printf jar >"$scratch/n.jar"
  sha256sum <"$scratch/n.jar" >"$scratch/n.jar.sha256"
  check
  assert_status 0

  printf x >>"$scratch/n.jar"
  check
  assert_status 2
  assert_contains "$err" 'its SHA-256 is not that of'
}

test_a_damaged_server_in_the_cache_is_replaced() {
  tools
  fake_go 1.26.8
  cached_server 2.15.3 2.15.2

  install

  assert_equals "$(cache 2.15.3)" "$out"
  assert_equals "nats-server: v2.15.3" "$("$out" --version)"
}

test_a_package_that_is_too_old_is_not_taken_and_the_ways_are_named() {
  tools
  fake_package 2.10.29

  install

  assert_status 1
  assert_equals "" "$out"
  assert_contains "$err" "no nats-server: do one of these"
}

test_version_is_exact_and_asks_neither_variable_nor_path() {
  tools
  fake_server "$scratch/bin/nats-server" 2.15.3
  fake_package 2.11.0

  NATS_SERVER="$scratch/bin/nats-server" install --version 2.11.0

  assert_status 0
  assert_equals "$(cache 2.11.0)" "$out"
}

test_version_that_cannot_be_had_is_fatal() {
  tools
  fake_package 2.11.0

  install --version 2.15.3

  assert_status 1
  assert_equals "" "$out"
}

test_the_archive_with_the_right_checksum_is_taken() {
  tools
  with_pin $archive_version "$(fake_archive $archive_version)"

  install --version v$archive_version

  assert_status 0
  assert_equals "$(cache $archive_version)" "$out"
  assert_contains "$err" "downloading file://"
}

test_a_wrong_checksum_is_fatal_and_leaves_nothing() {
  tools
  fake_go 1.26.8
  fake_package 2.11.0
  fake_archive $archive_version >/dev/null

  install --version $archive_version
  assert_status 1
  assert_equals "" "$out"
  assert_contains "$err" "wrong SHA-256"
  assert_no_file "$(cache $archive_version)"

  install --install
  assert_status 1
  assert_contains "$err" "wrong SHA-256"
  assert_equals "" "$(ls -A "$scratch/usr bin")"
}

test_install_takes_the_newest_archive_and_does_nothing_the_second_time() {
  tools
  with_pin $archive_version "$(fake_archive $archive_version)"

  install --install
  assert_status 0
  assert_equals "$scratch/usr bin/nats-server" "$out"
  assert_equals "nats-server: v$archive_version" "$("$out" --version)"

  rm -r "$scratch/mirror"
  install --install
  assert_status 0
  assert_contains "$err" "is there already ($archive_version)"
  assert_equals "nats-server" "$(ls -A "$scratch/usr bin")"
}

test_install_of_a_version_replaces_another() {
  tools
  fake_server "$scratch/usr bin/nats-server" 2.11.0
  with_pin $archive_version "$(fake_archive $archive_version)"

  install --install --version $archive_version

  assert_equals "nats-server: v$archive_version" "$("$out" --version)"
}

test_install_replaces_one_that_is_too_old() {
  tools
  fake_server "$scratch/usr bin/nats-server" 2.10.29
  fake_package 2.11.0

  install --install

  assert_equals "nats-server: v2.11.0" "$("$out" --version)"
}

test_install_on_a_machine_that_knows_no_packages_yet() {
  tools
  fake_package 2.11.0
  fake_command apt-cache "[[ ! -e '$scratch/updated' ]] || printf 'nats-server:\n  Candidate: 2.11.0-1+b3\n'"
  fake_command apt-get "[[ \$* != *update* ]] || : >'$scratch/updated'
[[ \$* != *download* ]] || echo deb >nats-server_1.deb"
  fake_command id "echo 0"

  install --install

  assert_status 0
  assert_equals "nats-server: v2.11.0" "$("$out" --version)"
}

test_install_never_builds_with_go() {
  tools
  fake_go 1.26.8

  install --install

  assert_status 1
  assert_contains "$err" "--nats-server FILE"
  assert_lacks "$(cat "$scratch/calls" 2>/dev/null)" "go install"
}

test_install_of_a_file_copies_it_and_refuses_a_wrong_one() {
  tools
  fake_server "$scratch/from a stick; \$(touch x)/nats-server" 2.11.0
  fake_server "$scratch/old" 2.10.29
  printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\363\0' >"$scratch/riscv" && chmod +x "$scratch/riscv"

  install --install --nats-server "$scratch/from a stick; \$(touch x)/nats-server"
  assert_status 0
  assert_equals "nats-server: v2.11.0" "$("$scratch/usr bin/nats-server" --version)"

  install --install --nats-server "$scratch/old"
  assert_status 78
  install --install --nats-server "$scratch/riscv"
  assert_status 78
  assert_contains "$err" "no known kind of machine"
  assert_equals "nats-server: v2.11.0" "$("$scratch/usr bin/nats-server" --version)"
}

test_a_file_of_the_current_folder_needs_no_slash() {
  tools
  mkdir "$scratch/here"
  fake_server "$scratch/here/nats-server-2.14.1" 2.14.1

  cd "$scratch/here"
  script=$(realpath "$script")
  install --install --nats-server nats-server-2.14.1
  assert_status 0
  assert_equals "nats-server: v2.14.1" "$("$scratch/usr bin/nats-server" --version)"

  NATS_SERVER=nats-server-2.14.1 install --find
  assert_status 0
  assert_equals "$scratch/here/nats-server-2.14.1" "$out"
}

test_wrong_usage_is_named() {
  tools

  local line
  for line in "--frobnicate" "--version" "--version latest" "--nats-server x" "--no-build" "--version 2.15.3;id"; do
    # shellcheck disable=SC2086 # two words on purpose
    install $line
    assert_status 2
    assert_contains "$err" "--help"
  done
}

test_a_version_before_the_oldest_is_refused() {
  tools

  install --version 2.10.29

  assert_status 78
  assert_equals 1 "$(wc -l <<<"$err")"
  assert_contains "$err" "2.11.0, the oldest nats-server that is supported"
}

test_without_building_only_what_can_be_had_is_cached() {
  tools
  fake_go 1.26.8

  install --version 2.15.3 --no-build
  assert_status 1
  assert_contains "$err" "no checksum is pinned"
  assert_lacks "$(cat "$scratch/calls" 2>/dev/null)" "go install"

  with_pin $archive_version "$(fake_archive $archive_version)"
  install --version $archive_version --no-build
  assert_status 0
}

# go_from_backports: an apt whose Go is too old, but for the one in the backports.
go_from_backports() {
  fake_package 2.9.10
  fake_command id "echo 0"
  fake_command apt-cache "case \$1 in
  policy) printf 'nats-server:\n  Candidate: 2.9.10-1+b3\n' ;;
  madison) printf ' golang-go | 2:1.19~1 | http://example.org/debian bookworm/main amd64 Packages\n'
    [[ ! -e '$scratch/updated' ]] || printf ' golang-go | 2:1.23~2~bpo12+1 | http://example.org/debian bookworm-backports/main amd64 Packages\n' ;;
esac"
  fake_go 1.26.8
  mv "$scratch/bin/go" "$scratch/go"
  fake_command apt-get "[[ \$* != *update* ]] || : >'$scratch/updated'
[[ \$* != *'--target-release bookworm-backports golang-go'* ]] || cp '$scratch/go' '$scratch/bin/go'"
}

test_root_on_debian_gets_go_where_no_archive_can_be_reached() {
  tools
  go_from_backports
  # A copy that leaves the sources of this machine alone.
  mkdir "$scratch/scripts"
  cp "$script" "$here/../scripts/install-go.sh" "$scratch/scripts/"
  sed -i "s|>/etc/apt/sources.list.d/|>'$scratch'/|; s|/etc/os-release|'$scratch/os-release'|" "$scratch/scripts/install-go.sh"
  printf 'ID=debian\nVERSION_CODENAME=bookworm\n' >"$scratch/os-release"
  script=$scratch/scripts/install-nats-server.sh

  install --find

  assert_status 0
  assert_equals "$(cache 2.15.3)" "$out"
  assert_contains "$err" "cannot build 2.15.3: Go is not here"
  assert_contains "$err" "the archive cannot be downloaded"
  assert_contains "$(cat "$scratch/nimsforest-backports.list")" "http://example.org/debian bookworm-backports main"
}

test_help_names_every_option_and_variable() {
  tools

  install --help

  assert_status 0
  local name
  for name in --find --version --no-build --install --nats-server NATS_SERVER XDG_CACHE_HOME INSTALL_NATS_MIRROR INSTALL_NATS_BIN_DIR; do
    assert_contains "$out" "$name"
  done
}

run_tests "$@"
