#!/usr/bin/env bash
# A mesh secured with a cluster token lets in its machines and no other server; on
# the oldest and the newest server. Servers run on loopback, on free ports.

# shellcheck disable=SC2016,SC2154 # dollars of the server's subjects; scratch is of test-functions.sh
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=ops/test/test-functions.sh
source "$root/ops/test/test-functions.sh"
# shellcheck source=ops/test/servers.sh
source "$root/ops/test/servers.sh"

generator=$root/ops/scripts/generate-nats-config.sh
token_script=$root/ops/scripts/cluster-token.sh
started=()

stop_servers() {
  local process
  for process in "${started[@]}"; do kill -KILL "$process" 2>/dev/null || true; done
  wait "${started[@]}" 2>/dev/null || true
  rm -rf "$folder"
}

# mesh_of VERSION: three machines nats-1 to nats-3 with one token.
mesh_of() {
  local ports k
  server=$(server_of "$1")
  folder=$(mktemp -d "${TMPDIR:-/tmp}/mesh-security.XXXXXX")
  trap 'stop_servers; rm -rf "$scratch"' EXIT
  read -ra ports <<<"$(free_ports 12)"
  client=("${ports[@]:0:4}") cluster=("${ports[@]:4:4}") http=("${ports[@]:8:4}")
  peers=127.0.0.1:${cluster[0]},127.0.0.1:${cluster[1]},127.0.0.1:${cluster[2]}
  "$token_script" new --output "$folder/token" 2>/dev/null
  for k in 0 1 2; do member "$k"; done
  await 20 has_routes 0 'nats-2 nats-3'
  await 20 has_routes 1 'nats-1 nats-3'
  await 20 has_routes 2 'nats-1 nats-2'
}

machine_flags() { # K
  echo "--nats-server $server --node-name nats-$(($1 + 1)) --client-port ${client[$1]} --http-port ${http[$1]} \
    --cluster-port ${cluster[$1]} --cluster-host 127.0.0.1 --store-dir $folder/nats-$1 --cluster-peers $peers"
}

member() { # K
  mkdir -p "$folder/machine-$1"
  # shellcheck disable=SC2046 # the flags are words without spaces
  "$generator" $(machine_flags "$1") --cluster-token-file "$folder/token" --output "$folder/machine-$1/nats.conf" 2>/dev/null
  start_server "$folder/machine-$1"
}

start_server() { # FOLDER
  "$server" -c "$1/nats.conf" >"$1/log" 2>&1 &
  started+=($!)
}

monitoring() { curl -sf "http://127.0.0.1:${http[$1]}/$2"; } # K PATH

routes_of() { # K: the names of the servers it is routed to
  monitoring "$1" routez | jq -r '[.routes[].remote_name] | unique | join(" ")'
}

has_routes() { [[ $(routes_of "$1") == "$2" ]]; } # K NAMES

# --- unauthorized servers -----------------------------------------------------------------

route_password() { sed -n 's/^route-password: //p' "$folder/token"; }

own_certificate() { # FOLDER: of an authority of its own
  "$token_script" new --output "$1/token" 2>/dev/null
  # shellcheck disable=SC2046
  "$generator" $(machine_flags 3) --cluster-token-file "$1/token" --output "$1/unused.conf" 2>/dev/null
}

# unauthorized_server NAME LOGIN CERTIFICATE-FOLDER: tries all three machines.
unauthorized_server() {
  local name=$1 login=$2 certificate=$3 own=$folder/unauthorized-$1 peer tls='' ports
  mkdir -p "$own"
  read -ra ports <<<"$(free_ports 2)"
  [[ $certificate != own ]] || { own_certificate "$own"; certificate=$own; }
  [[ -z $certificate ]] ||
    tls="tls { cert_file: \"$certificate/tls/cert.pem\", key_file: \"$certificate/tls/key.pem\", ca_file: \"$certificate/tls/ca.pem\", insecure: true }"
  {
    printf 'server_name: %s\nlisten: "127.0.0.1:%s"\n' "$name" "${ports[0]}"
    printf 'jetstream { store_dir: "%s/store" }\n' "$own"
    printf 'cluster { name: nimsforest, listen: "127.0.0.1:%s"\n%s\nroutes: [\n' "${ports[1]}" "$tls"
    for peer in ${peers//,/ }; do printf '  "nats-route://%s%s"\n' "$login" "$peer"; done
    printf ']}\n'
  } >"$own/nats.conf"
  start_server "$own"
}

was_refused() { # NAME: it tried, and was sent away
  grep -qEi 'tls|x509|certificate|authorization|authentication|connection (reset|closed)|router connection closed|EOF' "$folder/unauthorized-$1/log"
}

unauthorized_servers_are_refused_on() { # VERSION
  local name names='none no-password wrong-password stolen-password own-certificate password-only-stolen certificate-only-stolen'
  mesh_of "$1"
  unauthorized_server none '' ''
  unauthorized_server no-password '' own
  unauthorized_server wrong-password 'nimsforest:wrong@' own
  unauthorized_server stolen-password "nimsforest:$(route_password)@" ''
  unauthorized_server own-certificate "nimsforest:$(route_password)@" own
  # Each check alone: the certificate of the mesh without its password.
  unauthorized_server password-only-stolen 'nimsforest:wrong@' "$folder/machine-2"
  unauthorized_server certificate-only-stolen '' "$folder/machine-2"

  for name in $names; do await 20 was_refused "$name" || fail "$name never tried: $(tail -3 "$folder/unauthorized-$name/log")"; done

  has_routes 0 'nats-2 nats-3' || fail "routes of nats-1: $(routes_of 0)"
  has_routes 1 'nats-1 nats-3' || fail "routes of nats-2: $(routes_of 1)"
  has_routes 2 'nats-1 nats-2' || fail "routes of nats-3: $(routes_of 2)"
}

test_unauthorized_servers_are_refused_on_the_newest_server() { unauthorized_servers_are_refused_on "$NEWEST_SERVER"; }
test_unauthorized_servers_are_refused_on_the_oldest_server() { unauthorized_servers_are_refused_on "$OLDEST_SERVER"; }

a_machine_with_the_token_joins_on() { # VERSION
  mesh_of "$1"

  member 3

  await 20 has_routes 0 'nats-2 nats-3 nats-4' || fail "routes of nats-1: $(routes_of 0)" "$(tail -5 "$folder/machine-3/log")"
}

test_a_machine_with_the_token_joins_on_the_newest_server() { a_machine_with_the_token_joins_on "$NEWEST_SERVER"; }
test_a_machine_with_the_token_joins_on_the_oldest_server() { a_machine_with_the_token_joins_on "$OLDEST_SERVER"; }

# Certificates and a route password of the operator, in place of a token.
own_credentials_secure_a_mesh_on() { # VERSION
  local k
  mesh_of "$1"
  for k in 0 1 2; do
    kill -KILL "${started[k]}"
    wait "${started[k]}" 2>/dev/null || true
  done
  started=()
  (umask 077 && openssl rand -hex 24 >"$folder/password")
  for k in 0 1 2; do
    # shellcheck disable=SC2046
    run "$generator" $(machine_flags "$k") --cluster-user routes --cluster-password-file "$folder/password" \
      --tls-cert "$folder/machine-$k/tls/cert.pem" --tls-key "$folder/machine-$k/tls/key.pem" \
      --tls-ca "$folder/machine-$k/tls/ca.pem" --output "$folder/machine-$k/nats.conf"
    assert_status 0
    start_server "$folder/machine-$k"
  done

  await 20 has_routes 0 'nats-2 nats-3' || fail "routes of nats-1: $(routes_of 0)" "$(tail -3 "$folder/machine-0/log")"
  unauthorized_server plain '' ''
  await 20 was_refused plain || fail "it never tried"
  has_routes 0 'nats-2 nats-3' || fail "routes of nats-1: $(routes_of 0)"
  assert_contains "$(ask 0 '')" 'Authorization Violation'
}

test_own_credentials_secure_a_mesh_on_the_newest_server() { own_credentials_secure_a_mesh_on "$NEWEST_SERVER"; }
test_own_credentials_secure_a_mesh_on_the_oldest_server() { own_credentials_secure_a_mesh_on "$OLDEST_SERVER"; }

# --- clients and secrets -----------------------------------------------------------

# ask K LOGIN-JSON LINE...: talks to a client port, prints what the server says.
ask() {
  local port=${client[$1]} login=$2
  shift 2
  timeout 5 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf "CONNECT {\"verbose\":false,\"pedantic\":false%s}\r\n" "$2" >&3
    shift 2
    printf "%s\r\n" "$@" PING >&3
    while IFS= read -r line <&3; do printf "%s\n" "$line"; [[ $line != PONG* && $line != -ERR*Auth* ]] || break; done
  ' _ "$port" "$login" "$@" || true
}

password_of() { # K USER
  grep -A1 "user: $2\$" "$folder/machine-$1/nats.conf" | sed -n 's/.*password: "\(.*\)"/\1/p'
}

clients_need_a_password_on() { # VERSION
  local login name
  mesh_of "$1"
  login=",\"user\":\"nimsforest\",\"pass\":\"$(password_of 0 nimsforest)\""

  assert_contains "$(ask 0 '')" 'Authorization Violation'
  assert_contains "$(ask 0 ',"user":"nimsforest","pass":"wrong"')" 'Authorization Violation'
  assert_lacks "$(ask 0 "$login" 'SUB payment.completed 1' 'SUB _INBOX.x 3')" ERR
  assert_contains "$(ask 0 "$login" 'SUB $KV.SOIL.> 2')" 'Permissions Violation'
  assert_contains "$(ask 0 "$login" 'SUB $SYS.> 1')" 'Permissions Violation'
  assert_contains "$(ask 0 "$login" $'PUB $JS.API.STREAM.DELETE.RIVER 0\r\n')" 'Permissions Violation'
  # What one machine knows opens no other: neither is it the same, nor made from what both know.
  [[ $(password_of 0 nimsforest) != "$(password_of 1 nimsforest)" ]] || fail "two machines have one password"
  for name in app admin status operator; do
    assert_lacks "$(cat "$folder/machine-1/nats.conf")" \
      "$({ printf 'nimsforest:%s:nats-2:%s' "$name" "$(route_password)"; } | openssl dgst -sha256 -r | cut -c1-40)"
  done
}

test_clients_need_a_password_on_the_newest_server() { clients_need_a_password_on "$NEWEST_SERVER"; }
test_clients_need_a_password_on_the_oldest_server() { clients_need_a_password_on "$OLDEST_SERVER"; }

# single_server VERSION FLAGS...: a plain one, with a secret of its machine.
single_server() {
  local ports
  server=$(server_of "$1")
  folder=$(mktemp -d "${TMPDIR:-/tmp}/mesh-security.XXXXXX")
  trap 'stop_servers; rm -rf "$scratch"' EXIT
  read -ra ports <<<"$(free_ports 2)"
  client=("${ports[0]}") http=("${ports[1]}")
  mkdir "$folder/machine-0"
  (umask 077 && openssl rand -hex 32 >"$folder/secret")
  (($# < 2)) || (umask 077 && printf '%s\n' "$3" >"$folder/users")
  "$generator" --nats-server "$server" --node-name nats-1 --client-port "${ports[0]}" --http-port "${ports[1]}" \
    --store-dir "$folder/nats-1" --system-secret-file "$folder/secret" "${@:2:1}" ${3:+--users-file "$folder/users"} \
    --output "$folder/machine-0/nats.conf" 2>/dev/null
  start_server "$folder/machine-0"
  await 20 monitoring 0 healthz >/dev/null
}

# An open server asks clients for nothing; what concerns the mesh itself is denied all the same.
no_client_of_a_plain_server_touches_the_mesh_on() { # VERSION
  local subject
  single_server "$1"

  assert_lacks "$(ask 0 '' 'SUB > 1' $'PUB river.a 0\r\n' $'PUB $JS.API.STREAM.LIST 0\r\n')" ERR
  for subject in SERVER.REMOVE META.LEADER.STEPDOWN 'ACCOUNT.PURGE.$G' 'ACCOUNT.STREAM.MOVE.$G.RIVER'; do
    assert_contains "$(ask 0 '' "PUB \$JS.API.$subject 0"$'\r\n')" 'Permissions Violation'
  done
  assert_contains "$(ask 0 ',"user":"status","pass":"wrong"')" 'Authorization Violation'
}

test_no_client_of_a_plain_server_touches_the_mesh_on_the_newest_server() { no_client_of_a_plain_server_touches_the_mesh_on "$NEWEST_SERVER"; }
test_no_client_of_a_plain_server_touches_the_mesh_on_the_oldest_server() { no_client_of_a_plain_server_touches_the_mesh_on "$OLDEST_SERVER"; }

each_program_uses_what_it_was_given_on() { # VERSION
  local shop node
  single_server "$1" --client-passwords $'shop publish=river.orders,$JS.API.> subscribe=payment.>\ngo-node node'
  shop=",\"user\":\"shop\",\"pass\":\"$(password_of 0 shop)\""
  node=",\"user\":\"go-node\",\"pass\":\"$(password_of 0 go-node)\""

  assert_contains "$(ask 0 '')" 'Authorization Violation'
  assert_lacks "$(ask 0 "$shop" 'SUB payment.completed 1' 'SUB _INBOX_shop.x 2' $'PUB river.orders 0\r\n' $'PUB $JS.API.INFO _INBOX_shop.x 0\r\n')" ERR
  assert_contains "$(ask 0 "$shop" 'SUB _INBOX.> 1')" 'Permissions Violation'
  assert_contains "$(ask 0 "$shop" $'PUB river.other 0\r\n')" 'Permissions Violation'
  assert_contains "$(ask 0 "$shop" $'PUB $JS.API.SERVER.REMOVE 0\r\n')" 'Permissions Violation'
  assert_lacks "$(ask 0 "$node" 'SUB _INBOX.x 1' $'PUB humus.a.create 0\r\n' $'PUB $JS.API.STREAM.UPDATE.RIVER 0\r\n')" ERR
  assert_contains "$(ask 0 "$node" $'PUB $JS.API.STREAM.PURGE.RIVER 0\r\n')" 'Permissions Violation'
}

test_each_program_uses_what_it_was_given_on_the_newest_server() { each_program_uses_what_it_was_given_on "$NEWEST_SERVER"; }
test_each_program_uses_what_it_was_given_on_the_oldest_server() { each_program_uses_what_it_was_given_on "$OLDEST_SERVER"; }

test_the_status_user_looks_and_does_not_touch() {
  local login
  mesh_of "$NEWEST_SERVER"
  login=",\"user\":\"status\",\"pass\":\"$(password_of 0 status)\""

  assert_contains "$(ask 0 "$login" 'SUB _INBOX.a 1' $'PUB $SYS.REQ.SERVER.PING _INBOX.a 0\r\n' PING PING)" PONG
  assert_lacks "$(ask 0 "$login" $'PUB $SYS.REQ.SERVER.PING.JSZ _INBOX.a 0\r\n')" ERR
  assert_contains "$(ask 0 "$login" $'PUB $JS.API.SERVER.REMOVE _INBOX.a 0\r\n')" 'Permissions Violation'
  assert_contains "$(ask 0 "$login" $'PUB $SYS.REQ.SERVER.X.RELOAD _INBOX.a 0\r\n')" 'Permissions Violation'
}

test_no_secret_shows_in_monitoring_or_logs() {
  local secret shown
  mesh_of "$NEWEST_SERVER"
  shown=$(for path in varz routez connz jsz?config=1 accountz subsz; do monitoring 0 "$path"; done; cat "$folder"/machine-*/log)

  for secret in "$(route_password)" "$(password_of 0 nimsforest)" "$(password_of 0 status)" "$(password_of 0 operator)"; do
    [[ ${#secret} -ge 40 ]] || fail "no secret: $secret"
    assert_lacks "$shown" "$secret"
  done
}

# --- certificates ---------------------------------------------------------------------

test_the_token_and_the_key_are_for_their_owner_alone() {
  mesh_of "$NEWEST_SERVER"

  assert_equals 600 "$(stat -c %a "$folder/token")"
  assert_equals 600 "$(stat -c %a "$folder/machine-0/tls/key.pem")"
  assert_equals 600 "$(stat -c %a "$folder/machine-0/nats.conf")"
  assert_equals 0 "$(grep -c 'PRIVATE KEY' "$folder/machine-0/nats.conf")"
}

test_a_second_run_keeps_the_certificate() {
  local before
  mesh_of "$NEWEST_SERVER"
  before=$(sha256sum "$folder"/machine-0/{nats.conf,tls/*.pem})

  # shellcheck disable=SC2046
  run "$generator" $(machine_flags 0) --cluster-token-file "$folder/token" --output "$folder/machine-0/nats.conf"

  assert_status 0
  assert_equals "$before" "$(sha256sum "$folder"/machine-0/{nats.conf,tls/*.pem})"
}

has_reloaded() { grep -q 'Reloaded server configuration' "$folder/machine-$1/log"; }

a_renewed_certificate_needs_a_reload_only_on() { # VERSION
  local before
  mesh_of "$1"
  before=$(sha256sum "$folder/machine-0/tls/cert.pem")

  run "$token_script" renew --cluster-token-file "$folder/token" --tls-dir "$folder/machine-0/tls"
  assert_status 0
  [[ $before != "$(sha256sum "$folder/machine-0/tls/cert.pem")" ]] || fail "the certificate is the old one"
  kill -HUP "${started[0]}"
  await 10 has_reloaded 0 || fail "$(tail -3 "$folder/machine-0/log")"

  # A machine that comes anew meets the renewed certificate.
  member 3
  await 20 has_routes 0 'nats-2 nats-3 nats-4' || fail "routes of nats-1: $(routes_of 0)"
}

test_a_renewed_certificate_needs_a_reload_only_on_the_newest_server() { a_renewed_certificate_needs_a_reload_only_on "$NEWEST_SERVER"; }
test_a_renewed_certificate_needs_a_reload_only_on_the_oldest_server() { a_renewed_certificate_needs_a_reload_only_on "$OLDEST_SERVER"; }

test_a_token_of_another_mesh_does_not_renew() {
  mesh_of "$NEWEST_SERVER"
  "$token_script" new --output "$folder/other" 2>/dev/null

  run "$token_script" renew --cluster-token-file "$folder/other" --tls-dir "$folder/machine-0/tls"

  assert_status 1
  assert_contains "$err" 'another mesh'
}

# --- another token, machine by machine ----------------------------------------------------

# What setup-server.sh rotate-token --stage makes of the configuration of machine K, read by a reload.
rotate() { # K PASSWORD-FILE CERTIFICATE-FOLDER AUTHORITIES [FLAG]
  local own=$folder/machine-$1 reloads
  reloads=$(grep -c 'Reloaded server configuration' "$own/log" || true)
  [[ $3 == "$own/tls" ]] || cp "$3"/{cert,key}.pem "$own/tls/"
  cat "${@:4:1}" >"$own/tls/ca.pem"
  # shellcheck disable=SC2046
  run "$generator" $(machine_flags "$1") --cluster-user nimsforest --cluster-password-file "$2" --tls-cert "$own/tls/cert.pem" \
    --tls-key "$own/tls/key.pem" --tls-ca "$own/tls/ca.pem" ${5:+"$5"} --output "$own/nats.conf"
  assert_status 0
  kill -HUP "${started[$1]}"
  await 10 eval "(( \$(grep -c 'Reloaded server configuration' '$own/log') > ${reloads:-0} ))" || fail "$(tail -3 "$own/log")"
}

# Each route by the moment it began, and its two ends.
routes() {
  local k
  for k in "$@"; do monitoring "$k" routez | jq -r --arg k "$k" '.routes[] | "\($k) \(.remote_name) \(.rid) \(.start // "")"'; done | sort
}

a_token_changes_machine_by_machine_on() { # VERSION
  local k before
  mesh_of "$1"
  "$token_script" new --output "$folder/new-token" 2>/dev/null
  (umask 077 && route_password >"$folder/password" && sed -n 's/^route-password: //p' "$folder/new-token" >"$folder/new-password")
  sed -n '/BEGIN CERT/,/END CERT/p' "$folder/new-token" >"$folder/new-ca"
  sed -n '/BEGIN CERT/,/END CERT/p' "$folder/token" >"$folder/old-ca"
  cat "$folder/old-ca" "$folder/new-ca" >"$folder/both"
  before=$(routes 0 1 2)

  for k in 0 1 2; do
    rotate "$k" "$folder/password" "$folder/machine-$k/tls" "$folder/both" --routes-by-certificate
  done
  assert_equals "$before" "$(routes 0 1 2)"

  for k in 0 1 2; do
    mkdir -p "$folder/new-$k"
    # shellcheck disable=SC2046
    "$generator" $(machine_flags "$k") --cluster-token-file "$folder/new-token" --output "$folder/new-$k/nats.conf" 2>/dev/null
    before=$(routes $(((k + 1) % 3)) | grep -v "nats-$((k + 1)) ")
    rotate "$k" "$folder/new-password" "$folder/new-$k/tls" "$folder/both" --routes-by-certificate
    await 20 all_have_routes || fail "routes after $((k + 1)) of 3 switched: $(routes_of 0), $(routes_of 1), $(routes_of 2)"
    assert_equals "$before" "$(routes $(((k + 1) % 3)) | grep -v "nats-$((k + 1)) ")"
  done

  before=$(routes 0 1 2)
  for k in 0 1 2; do rotate "$k" "$folder/new-password" "$folder/machine-$k/tls" "$folder/new-ca"; done
  assert_equals "$before" "$(routes 0 1 2)"
  unauthorized_server certificate-only-stolen '' "$folder/machine-2"
  member 3
  await 20 was_refused certificate-only-stolen || fail "certificate-only-stolen never tried"
  await 20 was_refused_as 3 || fail "the old token still joins: $(routes_of 0)"
  has_routes 0 'nats-2 nats-3' || fail "routes of nats-1: $(routes_of 0)"
}

all_have_routes() { has_routes 0 'nats-2 nats-3' && has_routes 1 'nats-1 nats-3' && has_routes 2 'nats-1 nats-2'; }

was_refused_as() { grep -qEi 'tls|x509|certificate' "$folder/machine-$1/log"; } # K

test_a_token_changes_machine_by_machine_on_the_newest_server() { a_token_changes_machine_by_machine_on "$NEWEST_SERVER"; }
test_a_token_changes_machine_by_machine_on_the_oldest_server() { a_token_changes_machine_by_machine_on "$OLDEST_SERVER"; }

run_tests "$@"
