#!/usr/bin/env bash
# generate-nats-config.sh: what it renders, and that no input becomes a command
# or configuration. Each on the oldest and the newest server.

# shellcheck disable=SC2016 # what looks like a command is meant to stay text
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=ops/test/test-functions.sh
source "$root/ops/test/test-functions.sh"
# shellcheck source=ops/test/servers.sh
source "$root/ops/test/servers.sh"

generator=$root/ops/scripts/generate-nats-config.sh
peers=192.0.2.11:6222,192.0.2.12:6222
oldest=$(server_of "$OLDEST_SERVER")
newest=$(server_of "$NEWEST_SERVER")

generate() { run "$generator" --nats-server "$newest" "$@"; }

plain_folder() { mktemp -d "${TMPDIR:-/tmp}/nats-config-test.XXXXXX"; }

lines_of() { if [[ -z $1 ]]; then echo 0; else wc -l <<<"$1"; fi; }

# --- hostile input ---------------------------------------------------------

# FLAG and a value that must be refused with one line. CANARY is replaced with a
# file that must not appear.
hostile_values() {
  local long
  long=$(printf 'a%.0s' {1..300})
  hostile --node-name '' ' ' 'a b' ' nats-1' 'nats-1 ' 'nats"1' "nats'1" '"' '$(touch CANARY)' '`touch CANARY`' \
    '; touch CANARY' 'a;touch CANARY' 'a|touch CANARY' 'a&touch CANARY' $'a\nport: 1' $'a\n' $'\n' $'a\tb' $'a\rb' \
    '{' 'a}' 'a{b' '#a' 'a#b' '${NODE_NAME}' '$HOME' '../a' 'a/b' 'a\b' 'a.b' 'ünal' '森' $'\xff' "$long" '-a' '_a' \
    'a,b' 'a:b' 'a=b' 'include x' '*' '>' 'a*'
  hostile --cluster-peers ',' 'host2:6222, ' 'host2' 'host2:' ':6222' 'host2:0' 'host2:65536' 'host2:06222' 'host2:-1' 'host2:6222x' \
    'host2:6222,' ',host2:6222' 'host2:6222,,host3:6222' 'host2:6222 host3:6222' \
    $'host2:6222,\nhost3:6222' 'ho st:6222' 'fd00::2:6222' '[fd00::2]' '[fd00::2]:' '[fd00:::2]:6222' '[fd00::g]:6222' \
    '[host2]:6222' '1.2.3:6222' '1.2.3.256:6222' '1.2.3.04:6222' 'nats://host2:6222' 'user:pw@host2:6222' \
    '$(touch CANARY):6222' '`touch CANARY`:6222' 'host2;touch CANARY:6222' $'host2:6222\n' $'host2:6222\nport: 1' \
    '"]}:6222' 'host2":6222' "host2':6222" 'host{2:6222' 'hüst:6222' "$long:6222" '-host2:6222' 'host2-:6222' \
    'host..2:6222' '*:6222' '${CLUSTER_ROUTES}:6222' 'host2:$(touch CANARY)' 'host2:6222#'
  hostile --jetstream-max-mem '' ' ' '0' '-1' '256 MB' '256XB' 'MB' '1.5GB' '1e9' '$(touch CANARY)' '1GB;touch CANARY' \
    $'1GB\n}' '1GB}' '"1GB"' '٢' '9999999999999999' '2048TB' "${long//a/9}"
  hostile --jetstream-max-file '' 'ten' '10GB ' '10GB{' '10 GB' '0GB' '`touch CANARY`'
  hostile --client-host '' ' ' '0.0.0.0:4222' 'a b' '"' '$(touch CANARY)' $'127.0.0.1\nport: 1' '256.1.1.1' 'hüst' "$long"
  hostile --output '' ' ' '/no/such/folder/nats.conf' '/' 'a b.conf' '$(touch CANARY)' 'a;touch CANARY' $'a\nb' 'a"b' "a'b" \
    'a{b' 'nöts.conf' "$long" '-o'
  hostile --cluster-token-file '' ' ' '/no/such/token' '/' '/etc/hostname' '$(touch CANARY)' 'a;touch CANARY' $'a\nb' 'tökn' "$long"
  hostile --nats-server '' '/no/such/server' '/' '/etc/hostname' '/bin/true' '$(touch CANARY)' 'nats-server;touch CANARY' "$long"
  hostile --leaf-subjects '>' '*.a' '$KV.>' 'a,,b' 'a b' 'river.>' 'payment.>,humus.a' 'aside.x' 'deadletter.>' '_INBOX.>' '_INBOX_shop.>' '$(touch CANARY)'
  hostile --tls-dir '' 'a b' '$(touch CANARY)' $'a\nb'
  hostile --tls-names '' 'a b' '$(touch CANARY)' $'a\nb' 'a,,b' 'IP:1.2.3.4' 'a,DNS:b'
  hostile --users-file '' '/no/such/file' '/' '$(touch CANARY)' 'a b'
  hostile --store-dir '' $'/a\nport: 1' $'/a\x01'
  hostile --cluster-port '' '0' '70000' 'x' '6222 ' '$(touch CANARY)' 'a[$(touch CANARY)]'
  hostile --client-port '-1' 'a[$(touch CANARY)]'
  hostile --http-port '4222.0' '1,2'
  hostile --cluster-name '' 'a b' '$(touch CANARY)' $'a\nb' '{'
}

hostile() { # FLAG VALUE...
  local flag=$1 value arguments
  shift
  for value in "$@"; do
    cases=$((cases + 1))
    value=${value//CANARY/$folder/canary}
    arguments=(--node-name nats-1 --cluster-peers "$peers" --nats-server "$server" --output "$folder/target/nats.conf")
    # Of two, the last counts.
    (cd "$folder/target" && run "$generator" "${arguments[@]}" "$flag" "$value" && check_refusal "$flag" "$value") ||
      failures=$((failures + 1))
    rm -rf "${folder:?}"/target/* "$folder/canary"
  done
}

check_refusal() { # FLAG VALUE
  local complaint=''
  [[ $status == 2 ]] || complaint+=" exit status $status;"
  [[ -z $out ]] || complaint+=" printed '$out';"
  [[ $(lines_of "$err") == 1 && $err == error:* ]] || complaint+=" said '$err';"
  [[ -z $(ls -A "$folder/target") && ! -e $folder/canary ]] || complaint+=" left $(ls -A "$folder" "$folder/target");"
  [[ -z $complaint ]] || { printf '    %s %q:%s\n' "$1" "$2" "$complaint" >&2; return 1; }
}

hostile_values_on() { # SERVER
  local server=$1 folder cases=0 failures=0
  folder=$(plain_folder)
  mkdir "$folder/target"
  hostile_values
  rm -rf "$folder"
  ((cases >= 60)) || fail "only $cases cases"
  ((failures == 0)) || fail "$failures of $cases hostile values were not refused as they should be"
}

test_hostile_values_are_refused_in_one_line_on_the_newest_server() { hostile_values_on "$newest"; }
test_hostile_values_are_refused_in_one_line_on_the_oldest_server() { hostile_values_on "$oldest"; }

test_hostile_variables_are_refused_like_flags() {
  NODE_NAME='$(id)' CLUSTER_PEERS='x' JETSTREAM_MAX_MEM='{' JETSTREAM_MAX_FILE=$'1\n' generate

  assert_status 2
  assert_equals 4 "$(lines_of "$err")"
}

test_all_problems_are_told_at_once() {
  generate --node-name 'a b' --cluster-peers 'host2,host3:0' --jetstream-max-mem lots --client-host ''

  assert_status 2
  assert_equals 5 "$(lines_of "$err")"
  assert_equals '' "$out"
}

test_a_file_that_was_there_stays_as_it_was_when_anything_is_wrong() {
  local folder
  folder=$(plain_folder)
  echo before >"$folder/nats.conf"

  generate --node-name 'a b' --output "$folder/nats.conf"

  assert_status 2
  assert_equals before "$(<"$folder/nats.conf")"
  assert_equals nats.conf "$(ls -A "$folder")"
  rm -rf "$folder"
}

# --- what it renders ----------------------------------------------------------

renders_on() { # SERVER FLAGS...
  local server=$1
  shift
  run "$generator" --nats-server "$server" --node-name nats-1 "$@"
  assert_status 0
}

test_the_example_of_three_machines_is_valid_on_both_servers() {
  local server
  for server in "$oldest" "$newest"; do
    renders_on "$server" --cluster-peers "$peers"

    assert_contains "$out" 'server_name: nats-1'
    assert_contains "$out" '"nats-route://192.0.2.11:6222"'
    assert_contains "$out" 'store_dir: /var/lib/nats/jetstream'
    assert_contains "$out" 'no_advertise: true'
    assert_contains "$err" 'plain'
  done
}

test_writes_are_synced() {
  local server
  for server in "$oldest" "$newest"; do
    renders_on "$server"
    assert_contains "$out" 'sync_interval: always'
  done
}

test_a_server_before_the_oldest_is_refused_in_one_line() {
  local folder
  folder=$(plain_folder)
  printf '#!/bin/sh\necho nats-server: v2.10.29\n' >"$folder/nats-server"
  chmod +x "$folder/nats-server"

  run "$generator" --node-name nats-1 --nats-server "$folder/nats-server" --output "$folder/nats.conf"
  assert_status 78
  assert_equals 1 "$(lines_of "$err")"
  assert_contains "$err" 'is nats-server 2.10.29; 2.11.0 is the oldest that is supported'

  NATS_SERVER=$folder/nats-server run "$generator" --node-name nats-1 --output "$folder/nats.conf"
  assert_status 78
  assert_equals 1 "$(lines_of "$err")"
  assert_contains "$err" '2.11.0 is the oldest that is supported'
  assert_no_file "$folder/nats.conf"
  rm -rf "$folder"
}

test_a_server_of_the_current_folder_needs_no_slash() {
  local folder
  folder=$(plain_folder)
  cp "$newest" "$folder/a-nats-server"

  cd "$folder"
  run "$generator" --node-name nats-1 --nats-server a-nats-server

  assert_status 0
  rm -rf "$folder"
}

test_no_peers_make_a_single_server() {
  renders_on "$newest"

  assert_lacks "$out" 'cluster {'
  assert_equals '' "$err"
}

test_the_specifications_variables_are_the_defaults() {
  NODE_NAME=tree CLUSTER_PEERS=$peers JETSTREAM_MAX_MEM=64MB JETSTREAM_MAX_FILE=3GB generate

  assert_status 0
  assert_contains "$out" 'server_name: tree'
  assert_contains "$out" 'max_mem: 64MB'
  assert_contains "$out" 'max_file: 3GB'
  assert_contains "$out" '192.0.2.12:6222'
}

test_a_flag_counts_more_than_a_variable() {
  NODE_NAME=tree generate --node-name bush

  assert_contains "$out" 'server_name: bush'
}

test_the_machines_own_addresses_are_left_out() {
  renders_on "$newest" --cluster-peers "$peers,localhost:6222,[::1]:6222,$(hostname):6222"

  assert_lacks "$out" 'localhost:6222'
  assert_lacks "$out" '::1'
  assert_equals 2 "$(grep -c 'nats-route://' <<<"$out")"
}

test_a_neighbour_on_the_same_machine_with_another_port_stays() {
  renders_on "$newest" --cluster-peers 127.0.0.1:6223,127.0.0.1:6224

  assert_contains "$out" '127.0.0.1:6223'
  assert_contains "$out" '127.0.0.1:6224'
}

test_an_ipv6_peer_keeps_its_brackets() {
  renders_on "$newest" --cluster-peers '[2001:db8::2]:6222,[2001:db8::3]:6222'

  assert_contains "$out" '"nats-route://[2001:db8:0:0:0:0:0:2]:6222"'
}

test_an_even_and_a_too_large_mesh_are_said() {
  renders_on "$newest" --cluster-peers host2:6222
  assert_contains "$err" 'even'

  renders_on "$newest" --cluster-peers h2:1,h3:1,h4:1,h5:1,h6:1,h7:1,h8:1,h9:1
  assert_contains "$err" '9 machines'
}

test_names_that_look_like_other_values_stay_names() {
  local name
  for name in true 1 1e3 10MB 007 off 2026-11-24; do
    generate --node-name "$name"
    assert_status 0
    assert_contains "$out" "server_name: \"$name\""
  done
}

test_paths_of_any_home_folder_stay_values() {
  renders_on "$newest" --store-dir $'/home/j\xc3\xbcrgen/my "forest" $HOME {x}; \\n'

  assert_contains "$out" 'store_dir: "/home/j'
  assert_contains "$out" 'my \"forest\" $HOME {x}; \\n"'
}

test_output_is_written_whole_and_again_the_same() {
  local folder before
  folder=$(plain_folder)
  generate --node-name nats-1 --cluster-peers "$peers" --output "$folder/nats.conf"
  assert_status 0
  before=$(sha256sum "$folder/nats.conf")

  generate --node-name nats-1 --cluster-peers "$peers" --output "$folder/nats.conf"

  assert_status 0
  assert_equals "$before" "$(sha256sum "$folder/nats.conf")"
  assert_equals 600 "$(stat -c %a "$folder/nats.conf")"
  assert_equals nats.conf "$(ls -A "$folder")"
  rm -rf "$folder"
}

test_the_mode_of_a_file_of_somebody_else_is_not_taken_over() {
  local folder
  folder=$(plain_folder)
  touch "$folder/theirs"
  chmod 666 "$folder/theirs"
  ln -s theirs "$folder/nats.conf"

  generate --node-name nats-1 --output "$folder/nats.conf"

  assert_status 0
  assert_equals '600 regular file' "$(stat -c '%a %F' "$folder/nats.conf")"
  assert_equals '' "$(<"$folder/theirs")"
  rm -rf "$folder"
}

test_the_flags_of_a_local_mesh_reach_the_server() {
  local folder
  folder=$(plain_folder)
  renders_on "$newest" --client-port 14222 --cluster-port 16222 --cluster-host 127.0.0.1 --http-port 18222 \
    --cluster-peers 127.0.0.1:16222,127.0.0.1:16223,127.0.0.1:16224 \
    --store-dir "$folder" --pid-file "$folder/nats.pid" --log-file "$folder/nats.log" --cluster-name grove

  assert_contains "$out" 'port: 14222'
  assert_contains "$out" '127.0.0.1:18222'
  assert_contains "$out" 'name: grove'
  assert_contains "$out" "pid_file: $folder/nats.pid"
  assert_equals 2 "$(grep -c 'nats-route://' <<<"$out")"
  rm -rf "$folder"
}

# --- security flags -----------------------------------------------------------

test_flags_that_belong_together_are_asked_for() {
  generate --node-name nats-1 --cluster-user u --tls-cert /etc/hostname

  assert_status 2
  assert_contains "$err" '--cluster-user also needs --cluster-password-file'
  assert_contains "$err" '--tls-cert also needs --tls-key --tls-ca'
}

test_a_password_of_any_characters_stays_a_password() {
  local folder server
  folder=$(plain_folder)
  (umask 077; printf '%s\n' 'p"a}s{s $HOME $(id) \n #;@:/?%é' | tr -cd ' -~\n' >"$folder/password")
  for server in "$oldest" "$newest"; do
    renders_on "$server" --cluster-peers "$peers" --cluster-user u --cluster-password-file "$folder/password"

    assert_contains "$out" 'password: "p\"a}s{s $HOME $(id) \\n #;@:/?%"'
    assert_contains "$out" 'nats-route://u:p%22a%7Ds%7Bs%20%24HOME%20%24%28id%29%20%5Cn%20%23%3B%40%3A%2F%3F%25@192.0.2.11:6222'
    assert_lacks "$err" 'plain'
  done
  rm -rf "$folder"
}

test_users_that_are_none_are_refused() {
  local folder user
  folder=$(plain_folder)
  for user in 'admin node' 'open node' 'Shop node' 'shop' 'shop x' 'shop publish=a' 'shop publish=a b subscribe=' 'shop publish=a} subscribe=' \
    'shop publish=a" subscribe=' 'shop publish=a.>.b subscribe=' 'shop publish= subscribe=a..b' $'shop node\n}' 'a.b node' 'true node' \
    $'shop node\nshop publish=a subscribe=' 'shop publish= subscribe=publish=a' 'shop node salt=' 'shop node salt=x' 'shop salt=ab node'; do
    (umask 077; printf '%s\n' "$user" >"$folder/users")
    generate --node-name nats-1 --client-passwords --users-file "$folder/users"
    [[ $status == 2 && -z $out && $(lines_of "$err") == 1 ]] || fail "$user: $status $out $err"
  done
  (umask 077; printf 'shop publish= subscribe=b\0,>\n' >"$folder/users")
  generate --node-name nats-1 --client-passwords --users-file "$folder/users"
  assert_status 2
  assert_equals "error: --users-file $folder/users: not a text file" "$err"
  rm -rf "$folder"
}

test_users_need_no_newline_at_the_end_and_clients_with_passwords() {
  local folder
  folder=$(plain_folder)
  (umask 077; printf 'shop node\ngo node' >"$folder/users")

  generate --node-name nats-1 --client-passwords --users-file "$folder/users"
  assert_status 0
  assert_contains "$out" 'user: shop'
  assert_contains "$out" 'user: go'

  generate --node-name nats-1 --users-file "$folder/users"
  assert_status 2
  assert_contains "$err" '--users-file: clients of this server need no password; give --client-passwords as well'
  rm -rf "$folder"
}

test_a_secret_in_the_wrong_place_is_not_shown() {
  local flag secret
  for flag in --cluster-password-file --system-secret-file --cluster-token-file --tls-key --cluster-peers; do
    for secret in SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.hunter2 \
      nats-route://app:hunter2@h:6222 $'-----BEGIN PRIVATE KEY-----\nhunter2' $'\xef\xbb\xbfSUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY'; do
      generate --node-name nats-1 "$flag" "$secret"
      assert_status 2
      assert_lacks "$out$err" hunter2
      assert_lacks "$out$err" VIOREXV7
    done
  done
  for flag in --cluster-password-file --system-secret-file --cluster-token-file --tls-key; do
    generate --node-name nats-1 --cluster-user routes "$flag" hunter2
    assert_status 2
    assert_lacks "$out$err" hunter2
  done
  generate --cluster-password=hunter2
  assert_equals "error: unknown flag '--cluster-password'; --help lists them" "$err"
}

test_another_salt_makes_another_password_and_the_same_rights() {
  local folder user
  folder=$(plain_folder)
  (umask 077; head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$folder/secret")
  for user in 'shop publish=a subscribe=b' 'shop publish=a subscribe=b salt=01' 'shop publish=a subscribe=b salt=02' 'shop publish=a subscribe=b salt=01'; do
    (umask 077; printf '%s\n' "$user" >"$folder/users")
    generate --node-name nats-1 --client-passwords --system-secret-file "$folder/secret" --users-file "$folder/users"
    assert_status 0
    sed -n '/user: shop/,/permissions/p' <<<"$out" >>"$folder/shop"
  done

  assert_equals 3 "$(grep password: "$folder/shop" | sort -u | grep -cE '"[0-9a-f]{40}"$')"
  assert_equals 1 "$(grep permissions: "$folder/shop" | sort -u | grep -c 'publish: { allow: \[ "a" \].*subscribe: { allow: \[ "_INBOX_shop.>", "b" \]')"
  rm -rf "$folder"
}

test_a_password_on_two_lines_is_refused() {
  local folder
  folder=$(plain_folder)
  printf 'one\ntwo\n' >"$folder/password"
  chmod 600 "$folder/password"

  generate --node-name nats-1 --cluster-user u --cluster-password-file "$folder/password"

  assert_status 2
  assert_equals 1 "$(lines_of "$err")"
  assert_lacks "$err" two
  rm -rf "$folder"
}

test_a_password_of_ones_own_makes_the_users_of_the_system_account() {
  local folder server
  folder=$(plain_folder)
  (umask 077; openssl rand -hex 24 >"$folder/password")

  for server in "$oldest" "$newest"; do
    renders_on "$server" --client-passwords --cluster-peers "$peers"
    assert_contains "$out" 'STREAM.UPDATE.RIVER'
    renders_on "$server" --cluster-user u --cluster-password-file "$folder/password" --cluster-peers "$peers"
    assert_lacks "$out" 'STREAM.UPDATE.RIVER'
    assert_contains "$out" '"$SYS": {'
    assert_contains "$out" 'user: nimsforest'
    assert_contains "$out" 'user: status'
    assert_lacks "$out" 'no_auth_user'
  done
  rm -rf "$folder"
}

test_the_help_names_every_flag() {
  local flag
  run "$generator" --help

  assert_status 0
  for flag in $(grep -o -- '--[a-z-]* |' "$generator" | tr -d '| '); do assert_contains "$out" "$flag"; done
}

run_tests "$@"
