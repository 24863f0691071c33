#!/usr/bin/env bash
# Tests of the launcher ops/nimsforest with a made-up checkout, Java and Maven.
# Usage: nimsforest-test.sh [test_NAME...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/test/test-functions.sh
. "$here/test-functions.sh"

# A PATH with what the launcher uses, and no Java or Maven of the machine.
tools() {
  local tool
  mkdir -p "$scratch/bin"
  for tool in cat chmod cksum dirname env find flock head mkdir mktemp mv nice readlink rm sed sh sleep stat touch; do
    ln -s "$(command -v "$tool")" "$scratch/bin/$tool"
  done
}

# program FILE LINE...
program() {
  local file=$1
  shift
  mkdir -p "$(dirname "$file")"
  printf '%s\n' '#!/bin/sh' "$@" >"$file"
  chmod +x "$file"
}

# fake_jdk FOLDER VERSION: a Java that prints its arguments, each on a line.
fake_jdk() {
  # shellcheck disable=SC2016 # for the program to expand
  program "$1/bin/java" 'printf "%s\n" "$@"'
  program "$1/bin/javac"
  printf 'JAVA_VERSION="%s"\n' "$2" >"$1/release"
}

java_on_path() {
  fake_jdk "$scratch/jdk" "${1:-17.0.15}"
  ln -s "$scratch/jdk/bin/java" "$scratch/bin/java"
}

# A Maven that notes that it ran, and leaves a jar.
fake_maven() {
  program "$scratch/bin/mvn" "echo built >>'$scratch/builds'" "sleep 0.3" "mkdir -p '$root/bootstrap/target'" "echo jar >'$jar'"
}

checkout() {
  root="$scratch/my \$HOME; checkout"
  jar="$root/bootstrap/target/nimsforest.jar"
  mkdir -p "$root/ops" "$root/domain/src/main/java" "$root/bootstrap/src/main/java"
  cp "$here/../nimsforest" "$root/ops/"
  touch -d '1 hour ago' "$root/pom.xml" "$root/domain/pom.xml" "$root/domain/src/main/java"/{A,B}.java
  find "$root" -type d -exec touch -d '1 hour ago' {} +
}

# launch ARGUMENT...
launch() {
  run env -i PATH="$scratch/bin" "${variables[@]}" "${launcher:-$root/ops/nimsforest}" "$@"
}
variables=()

builds() { grep -cs built "$scratch/builds" || true; }

last_lines() { tail -n "$1" <<<"$out"; }

test_a_checkout_is_built_first_and_only_once() {
  tools && java_on_path && checkout && fake_maven

  launch river put 'a b' '*'
  assert_status 0
  assert_contains "$err" "building nimsforest.jar"
  assert_equals "$(printf '%s\n' -jar "$jar" river put 'a b' '*')" "$(last_lines 6)"

  launch
  assert_equals "" "$err"
  assert_equals 1 "$(builds)"
}

test_a_newer_source_pom_or_a_deleted_file_builds_again() {
  tools && java_on_path && checkout && fake_maven
  launch

  touch -d '1 minute' "$root/domain/src/main/java/A.java"
  launch
  assert_equals 2 "$(builds)"

  touch -d '2 hours ago' "$root/domain/src/main/java/A.java"
  rm "$root/domain/src/main/java/B.java"
  launch
  assert_equals 3 "$(builds)"

  touch -d '1 minute' "$root/domain/pom.xml"
  launch
  assert_equals 4 "$(builds)"
}

test_two_launchers_build_once() {
  tools && java_on_path && checkout && fake_maven

  launch first & local first=$!
  launch second
  assert_status 0
  wait "$first"

  assert_equals 1 "$(builds)"
}

test_a_failing_build_shows_its_output_and_leaves_no_jar() {
  tools && java_on_path && checkout
  program "$scratch/bin/mvn" "mkdir -p '$root/bootstrap/target'" "echo half >'$jar'" "echo '[ERROR] A.java:7: no such thing'" "exit 1"

  launch dev

  assert_status 1
  assert_equals "" "$out"
  assert_contains "$err" "A.java:7: no such thing"
  assert_no_file "$jar"
}

test_missing_maven_or_compiler_is_one_line_with_the_package() {
  tools && java_on_path && checkout

  launch
  assert_status 1
  assert_contains "$err" "apt-get install maven"
  assert_equals 1 "$(wc -l <<<"$err")"

  fake_maven
  rm "$scratch/jdk/bin/javac"
  launch
  assert_status 1
  assert_contains "$err" "apt-get install openjdk-17-jdk-headless"
}

test_missing_or_old_java_is_one_line_with_the_package() {
  tools && checkout && fake_maven

  launch
  assert_status 1
  assert_contains "$err" "Java is missing"

  java_on_path 11.0.20
  launch
  assert_status 1
  assert_contains "$err" "is Java 11; 17 or later"
  printf 'JAVA_VERSION="1.8.0_432"\n' >"$scratch/jdk/release"
  launch
  assert_contains "$err" "is Java 8; 17 or later"
  assert_no_file "$scratch/builds"
}

test_java_without_a_release_file_is_asked() {
  tools && java_on_path && checkout && fake_maven
  rm "$scratch/jdk/release"
  # shellcheck disable=SC2016
  program "$scratch/jdk/bin/java" '[ "$1" != -version ] || { echo "openjdk version \"21.0.2\" 2024-01-16" >&2; exit; }' 'echo ran'

  launch

  assert_status 0
  assert_equals ran "$out"
}

test_java_home_and_options_are_honoured() {
  tools && java_on_path && checkout && fake_maven
  program "$scratch/other jdk/bin/java" 'echo other "$@"'
  printf 'JAVA_VERSION="25"\n' >"$scratch/other jdk/release"
  program "$scratch/other jdk/bin/javac"

  variables=(JAVA_HOME="$scratch/other jdk" JAVA_OPTS='-Da=1 -Db=*' NIMSFOREST_JAVA_OPTS=-Xmx64m)
  launch run
  assert_contains "$out" "other -XX:+UseSerialGC"
  assert_contains "$out" "-Da=1 -Db=* -Xmx64m -jar"

  variables=(JAVA_HOME="$scratch/nowhere")
  launch run
  assert_status 1
  assert_contains "$err" "JAVA_HOME is '$scratch/nowhere'"
}

test_an_installed_launcher_runs_the_installed_jar() {
  tools && java_on_path
  mkdir -p "$scratch/usr/bin" "$scratch/usr/lib/nimsforest"
  cp "$here/../nimsforest" "$scratch/usr/bin/"

  launcher=$scratch/usr/bin/nimsforest launch run
  assert_status 1
  assert_contains "$err" "$scratch/usr/lib/nimsforest/nimsforest.jar is missing"

  touch "$scratch/usr/lib/nimsforest/nimsforest.jar"
  launcher=$scratch/usr/bin/nimsforest launch run
  assert_equals "$(printf '%s\n' -jar "$scratch/usr/lib/nimsforest/nimsforest.jar" run)" "$(last_lines 3)"
}

test_it_works_through_links_from_anywhere() {
  tools && java_on_path && checkout && fake_maven
  ln -s "$root/ops/nimsforest" "$scratch/one link"
  ln -s "one link" "$scratch/another"

  cd /
  launcher=$scratch/another launch status

  assert_status 0
  assert_equals "$(printf '%s\n' -jar "$jar" status)" "$(last_lines 3)"
}

test_signals_and_exit_status_are_those_of_java() {
  tools && java_on_path && checkout && fake_maven
  # shellcheck disable=SC2016
  program "$scratch/jdk/bin/java" 'echo $$' 'exit 78'

  status=0 out=''
  env -i PATH="$scratch/bin" "$root/ops/nimsforest" run >"$scratch/pid" 2>/dev/null & local pid=$!
  wait "$pid" || status=$?

  assert_status 78
  assert_equals "$pid" "$(cat "$scratch/pid")"
}

# An installed launcher with a Java that writes archives of classes.
installed_with_archives() {
  tools && java_on_path
  mkdir -p "$scratch/usr/bin" "$scratch/usr/lib/nimsforest" "$scratch/jdk/lib/server" "$scratch/home"
  chmod 755 "$scratch/usr/lib/nimsforest"
  cp "$here/../nimsforest" "$scratch/usr/bin/"
  launcher=$scratch/usr/bin/nimsforest jar_home=$scratch/usr/lib/nimsforest
  echo jar >"$jar_home/nimsforest.jar" && echo jvm >"$scratch/jdk/lib/server/libjvm.so"
  # shellcheck disable=SC2016 # for the program to expand
  program "$scratch/jdk/bin/java" 'printf "%s\n" "$@"' 'for option; do' 'case $option in' \
    "-XX:ArchiveClassesAtExit=*) echo \$option >>'$scratch/made'; echo archive >\"\${option#*=}\" ;;" 'esac' 'done'
}

archives() { find "$1" -name 'classes-*.jsa' | wc -l; }

test_an_archive_of_classes_beside_the_jar_is_used_while_it_fits() {
  installed_with_archives

  launch --make-class-archive "$jar_home"
  assert_status 0
  launch --make-class-archive "$jar_home"
  assert_equals 1 "$(wc -l <"$scratch/made")"
  launch status
  assert_contains "$out" "-XX:SharedArchiveFile=$jar_home/classes-"

  printf '%s' arch >"$(echo "$jar_home"/classes-*.jsa)"
  launch status
  assert_lacks "$out" SharedArchiveFile

  launch --make-class-archive "$jar_home"
  echo newer >>"$jar_home/nimsforest.jar"
  launch status
  assert_lacks "$out" SharedArchiveFile
  launch --make-class-archive "$jar_home"
  launch status
  assert_contains "$out" SharedArchiveFile
  assert_equals 1 "$(archives "$jar_home")"

  echo newer >>"$scratch/jdk/lib/server/libjvm.so"
  launch status
  assert_lacks "$out" SharedArchiveFile
}

test_in_a_checkout_an_archive_of_classes_is_made_in_the_background_for_the_next_start() {
  installed_with_archives && checkout && fake_maven
  launcher=$root/ops/nimsforest variables=(HOME="$scratch/home")
  rm "$scratch/bin/sleep" && program "$scratch/bin/sleep"
  launch status
  assert_lacks "$out" SharedArchiveFile
  assert_equals 0 "$(archives "$scratch/home")"

  program "$scratch/bin/nats-server"
  launch status
  assert_equals "" "$err"
  # shellcheck disable=SC2016 # for that shell to expand
  timeout 60 sh -c 'until find "$1" -name "classes-*.jsa" | grep -q .; do sleep 0.1; done' - "$scratch/home"
  launch status
  assert_contains "$out" "-XX:SharedArchiveFile=$scratch/home/.cache/nimsforest/classes/classes-"
}

test_an_archive_of_classes_that_cannot_be_made_is_not_tried_again() {
  installed_with_archives
  program "$scratch/jdk/bin/java" "echo \"\$@\"" "case \"\$*\" in *ArchiveClassesAtExit*) echo tried >>'$scratch/made' && exit 1 ;; esac"

  launch --make-class-archive "$jar_home"
  assert_status 1
  launch --make-class-archive "$jar_home"
  launch status

  assert_status 0
  assert_lacks "$out" SharedArchiveFile
  assert_equals 1 "$(wc -l <"$scratch/made")"
}

test_no_archive_of_classes_is_made_or_used_where_others_can_write() {
  installed_with_archives
  program "$scratch/bin/nats-server"
  rm "$scratch/bin/sleep" && program "$scratch/bin/sleep"
  chmod 777 "$jar_home"
  launch --make-class-archive "$jar_home"
  assert_status 1
  assert_contains "$err" "no folder that only this user may write to"

  checkout && fake_maven
  chmod 777 "$scratch/home"
  launcher=$root/ops/nimsforest variables=(HOME="$scratch/home")
  launch status
  launch status
  assert_status 0
  assert_equals "" "$err"
  assert_no_file "$scratch/home/.cache"

  mkdir -p "$scratch/home/.cache/nimsforest/classes"
  chmod 777 "$scratch/home/.cache/nimsforest/classes"
  launch status
  assert_status 0
  assert_no_file "$scratch/made"
}

run_tests "$@"
