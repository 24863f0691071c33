#!/usr/bin/env bash
# Three machines with a real systemd: the specification's commands as they
# stand, one after another and all at once, plain and secured; what happens when
# a server, a unit or a machine dies; taking it all off again.
#
#   ops/test/machines-test.sh [TEST...]   (test_plain_mesh, ...)
#
# By name only, since each takes three machines under load for minutes, beside
# which the others would not start in time: roll_token, roll_upgrade, rescue_in_place,
# replace_dead, replace_dead_by_hand, replace_live, grow_and_shrink, single_to_mesh, single_to_mesh_killed.
#
# Needs root, Docker and mmdebstrap; see machines.sh for the variables.
# Lines that begin with "measured:" are what docs/adr/0010 and docs/DEPLOYMENT.md quote.

# shellcheck disable=SC2016 # scripts for the machines are meant to be expanded there
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=ops/test/test-functions.sh
source "$root/ops/test/test-functions.sh"
# shellcheck source=ops/test/servers.sh
source "$root/ops/test/servers.sh"
# shellcheck source=ops/test/machines.sh
source "$root/ops/test/machines.sh"
# shellcheck source=ops/test/steady-load.sh
source "$root/ops/test/steady-load.sh"

# Milliseconds; an election that fails takes nine seconds more, and three machines share the processors.
LONGEST_GAP=${LONGEST_GAP:-15000}

machine_jar=${MACHINE_JAR:-$root/bootstrap/target/nimsforest.jar}
began=0
under_test=''

step() { printf '  %3s s  %s: %s\n' "$SECONDS" "$under_test" "$*" >&2; }
measured() { printf 'measured: %s\n' "$*" >&2; }

boot() { # N
  under_test=${FUNCNAME[1]#test_}
  trap 'remove_machines; rm -rf "$scratch"' EXIT
  mesh_id=$mesh_id-$RANDOM
  boot_machines "$1"
  step "$1 machines booted"
}

# The command of the specification's deployment example for machine K, on the network that is there.
example() { # K [FLAGS]
  local k=$1 peers
  case $k in
    1) peers=192.168.1.11:6222,192.168.1.12:6222 ;;
    2) peers=192.168.1.10:6222,192.168.1.12:6222 ;;
    3) peers=192.168.1.10:6222,192.168.1.11:6222 ;;
  esac
  shift
  echo "cd /opt/nimsforest && export PATH=/opt/bin:\$PATH && sudo ./ops/scripts/setup-nats-node.sh --node-name nats-$k --cluster-peers \"${peers//192.168.1/$subnet}\" $*"
}

set_up() { run sh_on "$1" "$(example "$@")"; } # K [FLAGS]

status_of() { run on "$1" /opt/nimsforest/ops/scripts/cluster-status.sh; } # K

is_healthy() { on "$1" /opt/nimsforest/ops/scripts/cluster-status.sh >/dev/null; }

# ask K SUBJECT PAYLOAD: the answer of NATS on machine K.
ask() {
  sh_on "$1" "source /opt/nimsforest/ops/scripts/lib-messages.sh; source /opt/nimsforest/ops/scripts/lib-monitoring.sh
    CLIENT_HOST=127.0.0.1 CLIENT_PORT=4222
    nats_request \"\$(login_json admin \"\$(configured_password admin)\")\" '$2' '$3' 1 5"
}

answers_with() { # WANTED K SUBJECT PAYLOAD
  [[ $(ask "$2" "$3" "$4") == *"$1"* ]]
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
start_clock() { began=$(milliseconds); }
elapsed() { echo $(($(milliseconds) - began)); }

both_run() { [[ $(on "$1" systemctl is-active nats nimsforest | tr '\n' ' ') == 'active active ' ]] && sh_on "$1" 'curl -sf 127.0.0.1:8080/livez' >/dev/null; }

pids() { sh_on "$1" 'systemctl show -p MainPID --value nats nimsforest' | tr -s '\n' ' '; }

all_healthy() { # SECONDS
  local k
  for k in "${MACHINES[@]}"; do
    await "$1" is_healthy "$k" || { status_of "$k"; fail "machine $k: $out" "$err"; }
  done
}

# --- scenarios ---------------------------------------------------------------------------

members_and_streams_are_there() {
  local k
  for k in 1 2 3; do
    await 30 shows_all "$k" || fail "machine $k does not show three machines with all streams on them: $(status_of "$k"; echo "$out")"
  done
}

# A replica is not current for a moment whenever the leader of its stream changes, so one look has to show it all.
shows_all() { # K
  local name
  status_of "$1"
  [[ $status == 0 && $out == *'3 of 3 machines'* ]] || return 1
  for name in nats-1 nats-2 nats-3; do grep -qE "^$name( \(this\))? +up +ok" <<<"$out" || return 1; done
  for name in RIVER HUMUS SOIL LEAVES DEADLETTER; do grep -qE "^$name +3 of 3 " <<<"$out" || return 1; done
}

systemd_tells_how_the_forest_is() {
  await 20 shows_the_forest 1 || fail "$(on 1 systemctl status nimsforest --no-pager)"
}

shows_the_forest() { [[ $(on "$1" systemctl show -p StatusText --value nimsforest) == "connected to nats-$1, 3 of 3 machines, R3" ]]; } # K

consumers_follow() { # on three machines, like their streams
  local consumer
  for consumer in RIVER.trees LEAVES.entity-aftersales-nim HUMUS.soil; do
    await 20 has_current_followers "$consumer" || fail "$consumer: $(info_of "$consumer")"
  done
}

has_current_followers() { [[ $(info_of "$1" | jq '[.cluster.replicas[]? | select(.current)] | length') == 2 ]]; }

# The name goes on with the epoch of the stream.
info_of() { # STREAM.CONSUMER
  local stream=${1%%.*} name
  name=$(ask 2 "\$JS.API.CONSUMER.NAMES.$stream" '' | jq -r --arg name "${1#*.}-" '[.consumers[]? | select(startswith($name))][0] // "none"')
  ask 2 "\$JS.API.CONSUMER.INFO.$stream.$name" ''
}

# Alone, the node of machine 1 lives, and says what it waits for.
the_node_waits_for() { # WHAT
  await 5 says_what_it_waits_for "$1" || fail "the node says: $(sh_on 1 'curl -s 127.0.0.1:8080/readyz')"
  assert_equals 200 "$(sh_on 1 'curl -s -o /dev/null -w "%{http_code}" 127.0.0.1:8080/livez')"
  assert_equals 503 "$(posted 1)"
}

says_what_it_waits_for() { [[ $(sh_on 1 'curl -s -w "%{http_code}" 127.0.0.1:8080/readyz') == *"waiting for machines: $1"*503 ]]; }

nothing_was_restarted() {
  local k
  for k in 1 2 3; do assert_equals '0 0 ' "$(sh_on "$k" 'systemctl show -p NRestarts --value nats nimsforest' | tr -s '\n' ' ')"; done
}

data_is_replicated_and_delivered() {
  local answer
  answer=$(ask 1 '$JS.API.STREAM.CREATE.GROVE' '{"name":"GROVE","subjects":["grove.>"],"num_replicas":3,"storage":"file"}')
  assert_lacks "$answer" '"error"'
  answer=$(ask 1 grove.oak '{"from":"machine 1"}')
  assert_contains "$answer" '"seq":1'

  await 10 answers_with '"last_seq":1' 3 '$JS.API.STREAM.INFO.GROVE' ''
  answer=$(ask 3 '$JS.API.STREAM.MSG.GET.GROVE' '{"seq":1}')
  assert_contains "$answer" "$(printf '{"from":"machine 1"}' | base64)"
}

# post_of ID SECONDS: a command that posts the event and prints the status of the answer.
post_of() {
  printf %s "curl -s -m $2 -o /dev/null -w '%{http_code}' -X POST 127.0.0.1:8080/river/stripe.webhook \
    -d '{\"id\":\"$1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"id\":\"ch_1\",\"amount\":15000,\"currency\":\"usd\",\"customer\":\"cus_1\",\"metadata\":{}}}}'"
}

posted() { sh_on "$1" "$(post_of "${2:-evt_$RANDOM}" 5)" || true; } # K [ID]

# As a sender does, the same event again after a 503: a stream may have no leader for a moment.
accepts() { [[ $(posted "$@") =~ ^20[01]$ ]]; } # K ID

an_event_reaches_the_soil_everywhere() { # posted on machine 1, read on machine 3
  local id=evt_$RANDOM
  await 30 accepts 1 "$id" || fail "not accepted: $(posted 1 "$id")"

  await 20 sh_on 3 "curl -sf 127.0.0.1:8080/soil/task-cus_1-$id | jq -e '.type == \"followup\"'" >/dev/null || fail "no task on machine 3"
}

# But for the archive of classes, which the first run may have given up on a busy machine.
installed_on() { # K
  sh_on "$1" 'find /etc/nats /etc/nimsforest /etc/systemd/system /usr/lib/nimsforest /usr/bin/nimsforest /usr/local/bin ! -name "*.jsa" \( -type d -printf "%p %m %u %g\n" -o -printf "%p %T@ %m %u %g\n" \) | sort'
}

a_second_run_changes_nothing() { # [FLAGS]
  local before after k
  for k in 1 2 3; do
    before="$(pids "$k")$(installed_on "$k")"
    set_up "$k" "$@"
    assert_status 0
    assert_contains "$err" 'nothing has changed'
    after="$(pids "$k")$(installed_on "$k")"
    assert_equals "$before" "$after"
  done
}

units_are_hardened() {
  local unit score
  for unit in nats nimsforest; do
    score=$(sh_on 1 "systemd-analyze security $unit.service --no-pager | sed -n 's/.*Overall exposure level.*: \([0-9.]*\) .*/\1/p'")
    measured "systemd-analyze security $unit.service: $score"
    [[ $score =~ ^[01]\.[0-9]$ || $score == 2.0 ]] || fail "$unit has the score $score"
  done
  assert_equals nats "$(sh_on 1 'ps -o user= -C nats-server')"
  assert_equals '127.0.0.1:4222 127.0.0.1:8222' "$(sh_on 1 'ss -Hltn "sport = :4222 or sport = :8222" | tr -s " " | cut -d" " -f4 | sort | tr "\n" " " | sed "s/ $//"')"
}

resources_at_rest() { # on machine 2, with which nobody talks meanwhile
  local line
  line=$(sh_on 2 'for u in nats nimsforest; do p=$(systemctl show -p MainPID --value $u); a=$(awk "{print \$14+\$15}" /proc/$p/stat); sleep 4; b=$(awk "{print \$14+\$15}" /proc/$p/stat); printf "%s %s MB, %s %% CPU; " $u $(awk "/VmRSS/{print int(\$2/1024)}" /proc/$p/status) $(awk "BEGIN{printf \"%.1f\", ($b-$a)/4}"); done')
  measured "at rest: $line"
}

comes_back() { # WHAT COMMAND-ON-MACHINE-1
  start_clock
  run sh_on 1 "$2"
  await 20 both_run 1 || fail "after $1: $(on 1 systemctl is-active nats nimsforest)" "$(sh_on 1 'journalctl -u nats -u nimsforest -n 10 --no-pager -o cat')"
  measured "$1: both run after $(elapsed) ms"
}

the_node_comes_back_after_everything() {
  comes_back 'SIGKILL of the server' 'kill -9 $(systemctl show -p MainPID --value nats); sleep 0.1'
  comes_back 'SIGKILL of the node' 'kill -9 $(systemctl show -p MainPID --value nimsforest); sleep 0.1'
  comes_back 'restart nats' 'systemctl restart nats'
  comes_back 'stop nats, start nats' 'systemctl stop nats && ! systemctl is-active --quiet nimsforest && systemctl start nats'
  assert_status 0
  comes_back 'six crashes of the server in a row' 'for i in 1 2 3 4 5 6; do until p=$(systemctl show -p MainPID --value nats) && ((p)); do :; done; kill -9 $p; while kill -0 $p 2>/dev/null || [[ $(systemctl show -p MainPID --value nats) == $p ]]; do :; done; done'
  sh_on 1 'mkdir -p /etc/systemd/system/nats.service.d && printf "[Service]\nExecStartPre=/bin/sh -c \"sleep 3; test -e /var/lib/nats/second || { touch /var/lib/nats/second; exit 1; }\"\n" >/etc/systemd/system/nats.service.d/slow.conf'
  start_clock
  reboot_machine 1 || fail "did not boot"
  await 30 both_run 1 || fail "not back after a boot with a slow and failing start of nats"
  measured "reboot, with a start of nats that takes 3 s and fails at first: both run after $(elapsed) ms"
  sh_on 1 'rm -r /etc/systemd/system/nats.service.d /var/lib/nats/second && systemctl daemon-reload'
  start_clock
  reboot_machine 1 || fail "did not boot"
  await 30 both_run 1 || fail "not back after a reboot"
  measured "reboot: both run after $(elapsed) ms"
}

wrong_configuration_is_no_restart_loop() {
  sh_on 1 'echo NATS_RETRY_INTERVAL=bad >>/etc/nimsforest/nimsforest.env; systemctl restart nimsforest' >/dev/null 2>&1 || true
  await 10 sh_on 1 '[[ $(systemctl show -p ActiveState,ExecMainStatus nimsforest | sort | tr "\n" " ") == "ActiveState=failed ExecMainStatus=78 " ]]' ||
    fail "$(on 1 systemctl status nimsforest --no-pager)"
  sh_on 1 'sed -i /NATS_RETRY_INTERVAL=bad/d /etc/nimsforest/nimsforest.env; systemctl start nimsforest'
}

leader_of_river() { ask 1 '$JS.API.STREAM.INFO.RIVER' '' | jq -r '.cluster.leader // ""'; }

leads_elsewhere() { # not on machine 1, which is asked all the time
  local leader
  leader=$(leader_of_river)
  [[ $leader == nats-[23] ]] || { ask 1 '$JS.API.STREAM.LEADER.STEPDOWN.RIVER' '{}' >/dev/null; return 1; }
}

# As a client on machine K that repeats, so that neither the other machine nor starting the client counts. A server waits
# 4 to 9 s before it wants to be elected, and as long again when both that are left wanted it (randElectionTimeout in raft.go).
takes_an_event_in_time() {
  sh_on "$1" "until [[ \$($(post_of "evt_$RANDOM" 2)) == 201 ]]; do ((SECONDS < 20)) || exit 1; sleep 0.1; done" ||
    fail "no event taken on machine $1 within 20 s" "$(elections 1)" "$(elections 2)" "$(elections 3)"
}

elections() { sh_on "$1" 'journalctl -u nats -n 200 --no-pager -o short-precise | grep -i leader | tail -n 12' || true; }

the_others_serve_without_a_machine() { # and the worst one: the leader
  local victim survivor
  all_healthy 30
  await 20 leads_elsewhere || fail "the leader stays on machine 1"
  victim=$(leader_of_river)
  victim=${victim#nats-} survivor=$((5 - victim))
  start_clock
  kill_machine "$victim"
  takes_an_event_in_time "$survivor" &
  takes_an_event_in_time 1
  wait $! || exit 1
  measured "the leader of three machines killed: events are taken again after $(elapsed) ms"

  await 10 eval 'status_of 1; [[ $out == *"nats-$victim is missing"* ]]' || fail "not named: $out"
  assert_status 1

  start_clock
  power_on "$victim" || fail "did not boot"
  all_healthy 40
  measured "the killed machine started again: all replicas current after $(elapsed) ms"
}

# A frozen machine keeps its routes in the monitoring of the others for half a minute and more.
a_silent_machine_is_named() {
  docker pause "$mesh_id-2" >/dev/null
  await 10 eval 'status_of 1; [[ $out == *"nats-2 is missing"* ]]' || fail "not named: $out"
  assert_status 1
  docker unpause "$mesh_id-2" >/dev/null
  all_healthy 30
}

uninstall_keeps_the_data_only() {
  run sh_on 3 'cd /opt/nimsforest && ./ops/scripts/setup-nats-node.sh --uninstall'
  assert_status 0
  assert_contains "$err" 'the data stays in /var/lib/nats'
  assert_equals '' "$(sh_on 3 'ls -d /etc/nats /etc/nimsforest /usr/lib/nimsforest /usr/bin/nimsforest /usr/local/bin/nats-server /etc/systemd/system/n*.service /etc/systemd/system/*.wants/n* 2>/dev/null || true')"
  sh_on 3 'ls /var/lib/nats/jetstream/jetstream/\$G/streams/GROVE' >/dev/null || fail "the data is gone"

  run sh_on 1 '/opt/nimsforest/ops/scripts/forget-machine.sh nats-3'
  assert_status 0
  run sh_on 3 'cd /opt/nimsforest && ./ops/scripts/setup-nats-node.sh --uninstall --purge-data'
  assert_equals '' "$(sh_on 3 'ls -d /var/lib/nats /var/lib/nimsforest 2>/dev/null; getent passwd nats nimsforest || true')"
}

a_plain_mesh_is_secured_and_keeps_its_streams() {
  local k
  for k in 1 2 3; do give_token "$k"; done
  all_at_once --cluster-token-file /opt/mesh.token --demo
  all_healthy 30
  await 10 answers_with '"first_seq":1' 2 '$JS.API.STREAM.INFO.GROVE' '' || fail "$(ask 2 '$JS.API.STREAM.INFO.GROVE' '')"
}

give_token() { # K: the same token on each machine
  [[ -s $scratch/token ]] || sh_on 1 'cd /opt && /opt/nimsforest/ops/scripts/cluster-token.sh new --output mesh.token && cat mesh.token' >"$scratch/token" 2>/dev/null
  docker exec -i "$mesh_id-$1" bash -c 'umask 077; cat >/opt/mesh.token' <"$scratch/token"
}

all_at_once() { # FLAGS
  local k running=()
  for k in 1 2 3; do
    sh_on "$k" "$(example "$k" "$@")" >"$scratch/out-$k" 2>&1 &
    running+=($!)
  done
  for k in 1 2 3; do wait "${running[k - 1]}" || fail "machine $k: $(tail -n 5 "$scratch/out-$k")"; done
}

# --- programs of a machine --------------------------------------------------------------------

# As the specification's example has it, on a machine whose clients need passwords.
root_needs_no_login() {
  sh_on 1 'cp /opt/bin/nats /usr/local/bin/'
  run sh_on 1 'nats stream list && nats stream info RIVER && nats --context nimsforest-mesh server list'
  assert_status 0
  for word in RIVER DEADLETTER 'Replicas: 3' nats-2 nats-3; do assert_contains "$out" "$word"; done
  assert_equals '700 600 600' "$(sh_on 1 'stat -c %a ~root/.config/nats ~root/.config/nats/context/*.json' | tr '\n' ' ' | sed 's/ $//')"
  run on 1 nimsforest status
  assert_status 0
}

as_nobody() { run on 1 sudo -u nobody bash -c "$1"; } # SCRIPT

# What docs/SECURITY.md names is open: posts and reads by HTTP while there is no token, the monitoring port, the route port.
an_unprivileged_user_gets_nothing() {
  local command
  for command in 'stream ls' 'stream purge DEADLETTER -f' 'stream rm HUMUS -f' 'pub river.stripe.webhook x' "sub '>'" "req '\$JS.API.STREAM.MSG.GET.RIVER' '{\"seq\":1}'" 'kv ls SOIL'; do
    as_nobody "nats --timeout 5s $command"
    [[ $status != 0 && $out$err == *'Authorization Violation'* ]] || fail "nats $command: $status $out $err"
  done
  as_nobody 'find /etc/nats /etc/nimsforest /var/lib/nats /var/lib/nimsforest /var/backups/nimsforest /root /run/nimsforest-setup.lock -mindepth 1 -readable 2>/dev/null
    find /run/nimsforest-setup.lock -readable
    find /etc /usr /opt /var/lib /var/log /var/backups /run -xdev -user nobody -o -xdev ! -type l ! -type s -writable \( -path "*nats*" -o -path "*nimsforest*" \) 2>/dev/null'
  assert_equals '' "$out"
  as_nobody "for p in $(pids 1); do cat /proc/\$p/environ; kill \$p; done; systemctl --no-ask-password stop nats nimsforest; systemctl --no-ask-password kill nats
    flock -n /run/nimsforest-setup.lock true && echo locked; journalctl -q -u nats -u nimsforest"
  assert_equals '' "$out"
  both_run 1 || fail "a service was stopped"
  assert_equals '*:6222 127.0.0.1:4222 127.0.0.1:8080 127.0.0.1:8222 ' "$(sh_on 1 'ss -Hltn | tr -s " " | cut -d" " -f4 | grep -v "127.0.0.11:\|:22$" | sort' | tr '\n' ' ')"
}

problems_of() { sh_on "$1" 'curl -s 127.0.0.1:8080/status | jq -c .problems'; } # K

# The program's password, and nothing else, is in its login; nothing restarts.
another_program_gets_what_it_was_given() {
  local before
  before=$(pids 1)$(reconnects)
  run sh_on 1 'umask 022; /opt/nimsforest/ops/scripts/setup-server.sh add-user shop --publish river.orders.new --subscribe payment.completed >/tmp/shop.env; stat -c %a /tmp/shop.env; cut -d= -f1 /tmp/shop.env'
  assert_equals $'600\nNATS_USER\nNATS_PASSWORD\nNATS_INBOX_PREFIX' "$out"
  assert_contains "$err" 'reload nats.service'
  run sh_on 1 'chown nobody /tmp/shop.env; sudo -u nobody bash -c "set -a; . /tmp/shop.env
    nats --inbox-prefix \$NATS_INBOX_PREFIX req river.orders.new {} --timeout 5s
    nats pub river.other x; nats stream ls --inbox-prefix \$NATS_INBOX_PREFIX --timeout 2s; nats sub _INBOX.\\> --count 1 --timeout 2s"'
  assert_contains "$out" '"stream":"RIVER"'
  # No tree asks for it, which would stay a problem of the mesh.
  await 20 eval '[[ $(problems_of 1) == *river.orders.new* ]]' || fail "not told: $(problems_of 1)"
  sh_on 1 'nats stream purge ASIDE -f' >/dev/null
  await 20 eval '[[ $(problems_of 1) == "[]" ]]' || fail "left: $(problems_of 1)"
  for word in 'Publish to "river.other"' 'Publish to "$JS.API.STREAM.LIST"' 'Subscription to "_INBOX.>"'; do assert_contains "$out$err" "$word"; done
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh add-user go-node --node >/tmp/go.env; . /tmp/go.env
    nats --user $NATS_USER --password $NATS_PASSWORD kv put SOIL task-go "{}" && nats --user $NATS_USER --password $NATS_PASSWORD stream purge RIVER -f'
  assert_contains "$out" '{}'
  assert_contains "$out$err" 'Publish to "$JS.API.STREAM.PURGE.RIVER"'

  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh remove-user shop && /opt/nimsforest/ops/scripts/setup-server.sh remove-user go-node'
  assert_status 0
  run sh_on 1 '. /tmp/shop.env; nats --user $NATS_USER --password $NATS_PASSWORD pub river.orders.new {}; /opt/nimsforest/ops/scripts/setup-server.sh remove-user shop'
  assert_contains "$out$err" 'Authorization Violation'
  assert_contains "$err" 'remove-user shop: there is no such user'
  assert_equals "$before" "$(pids 1)$(reconnects)"
}

# Its connections end; those of the node and of other programs do not.
a_leaked_password_is_changed() {
  local before
  sh_on 1 'cd /opt/nimsforest/ops/scripts; for u in shop bakery; do ./setup-server.sh add-user $u --subscribe payment.completed >/tmp/$u.env; done' 2>/dev/null
  for user in shop bakery; do
    docker exec -d "$mesh_id-1" bash -c ". /tmp/$user.env; nats --user \$NATS_USER --password \$NATS_PASSWORD --inbox-prefix \$NATS_INBOX_PREFIX sub payment.completed"
  done
  await 10 eval '[[ $(connections_of shop) && $(connections_of bakery) ]]' || fail "not connected"
  before="$(connections_of nimsforest) $(connections_of bakery) $(pids 1)"

  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh change-password shop >/tmp/new.env; stat -c %a /tmp/new.env; cut -d= -f1 /tmp/new.env'
  assert_equals $'600\nNATS_USER\nNATS_PASSWORD\nNATS_INBOX_PREFIX' "$out"
  assert_contains "$err" 'reload nats.service'
  await 10 eval '[[ -z $(connections_of shop) ]]' || fail "connected with the old password: $(connections_of shop)"
  assert_equals "$before" "$(connections_of nimsforest) $(connections_of bakery) $(pids 1)"
  receives_with shop.env && fail "the old password is accepted"
  receives_with new.env || fail "the new password is refused: $out $err"

  sh_on 1 'cd /opt/nimsforest/ops/scripts; ./setup-server.sh remove-user shop; ./setup-server.sh add-user shop --subscribe payment.completed >/tmp/again.env' 2>/dev/null
  receives_with again.env || fail "refused: $out $err"
  receives_with new.env && fail "a user that is added again has the password from before"
  assert_equals "$before" "$(connections_of nimsforest) $(connections_of bakery) $(pids 1)"
  run sh_on 1 'cd /opt/nimsforest/ops/scripts; ./setup-server.sh remove-user shop; ./setup-server.sh remove-user bakery; ./setup-server.sh change-password shop'
  assert_status 2
  assert_contains "$err" 'change-password shop: there is no such user'
}

connections_of() { sh_on 1 "curl -s '127.0.0.1:8222/connz?auth=1' | jq -r '[.connections[] | select(.authorized_user == \"$1\") | .cid] | sort | join(\",\")'"; } # USER

receives_with() { # FILE: whether the login in it is accepted
  run sh_on 1 ". /tmp/$1; nats --user \$NATS_USER --password \$NATS_PASSWORD --inbox-prefix \$NATS_INBOX_PREFIX sub payment.completed --wait 1s"
  [[ $out$err != *'Authorization Violation'* ]]
}

reconnects() { sh_on 1 'curl -s 127.0.0.1:8080/metrics | grep ^nats_reconnect_total'; }

# --- tests ------------------------------------------------------------------------------------

test_plain_mesh() {
  boot 3
  start_clock
  set_up 1 --nats-server /opt/bin/nats-server --demo
  assert_status 0
  assert_contains "$err" 'waiting for machines: 1 of 3'
  assert_contains "$err" 'this mesh is plain'
  the_node_waits_for '1 of 3'
  # As machines were before clients had passwords: both kinds are one mesh.
  set_up 2 --nats-server /opt/bin/nats-server --demo --open-clients
  assert_status 0
  assert_contains "$err" 'waiting for machines: 2 of 3'
  set_up 3 --nats-server /opt/bin/nats-server --demo
  assert_status 0
  assert_contains "$err" '3 of 3 machines'
  measured "three setups one after another: $(elapsed) ms"
  step 'set up one after another'
  members_and_streams_are_there
  systemd_tells_how_the_forest_is
  nothing_was_restarted
  consumers_follow
  data_is_replicated_and_delivered
  an_event_reaches_the_soil_everywhere
  a_second_run_changes_nothing --nats-server /opt/bin/nats-server --demo
  step 'replicated; second run'
  root_needs_no_login
  an_unprivileged_user_gets_nothing
  another_program_gets_what_it_was_given
  a_leaked_password_is_changed
  step 'other programs'
  resources_at_rest &
  units_are_hardened
  wait $! || exit 1
  the_node_comes_back_after_everything
  wrong_configuration_is_no_restart_loop
  step 'units'
  the_others_serve_without_a_machine
  a_silent_machine_is_named
  step 'a machine died and came back, another froze'
  a_plain_mesh_is_secured_and_keeps_its_streams
  uninstall_keeps_the_data_only
}

test_secured_mesh_set_up_all_at_once() {
  local k
  boot 3
  for k in 1 2 3; do
    sh_on "$k" 'cp /opt/bin/nats-server /usr/local/bin/'
    give_token "$k"
  done

  start_clock
  all_at_once --cluster-token-file /opt/mesh.token --demo
  measured "three setups at once, secured: $(elapsed) ms"
  step 'set up at once'
  assert_lacks "$(cat "$scratch"/out-*)" 'this mesh is plain'

  members_and_streams_are_there
  consumers_follow
  an_event_reaches_the_soil_everywhere
  # As an engine for containers does, whose bridges come and go.
  sh_on 1 'ip link add docker9 type bridge && ip addr add 172.31.9.1/24 dev docker9 && ip link set docker9 up'
  a_second_run_changes_nothing --cluster-token-file /opt/mesh.token --demo
  secrets_are_kept
  an_unauthorized_server_is_refused
  renewing_restarts_nothing
  backups_are_made_and_the_latest_kept
  step 'renewed; backups'
  empty_machines_do_not_outvote_the_last_one
}

has_no_leader() { [[ $(sh_on 1 "curl -s '127.0.0.1:8222/jsz?meta=1' | jq -r '.meta_cluster.leader // \"\"'") == '' ]]; }

empty_machines_do_not_outvote_the_last_one() { # machine 1 is left, with the streams
  kill_machine 3
  run sh_on 2 '/opt/nimsforest/ops/scripts/setup-server.sh --uninstall --purge-data'
  assert_status 0
  await 60 has_no_leader
  run sh_on 2 "cd /opt/nimsforest && ./ops/scripts/setup-server.sh --node-name nats-4 --cluster-peers $subnet.10:6222,$subnet.12:6222 --nats-server /opt/bin/nats-server --cluster-token-file /opt/mesh.token"
  assert_status 1
  assert_contains "$err" 'nats-1 holds streams and has no majority in its mesh'
  assert_equals '' "$(sh_on 2 'pidof nats-server || true')"
}

rescue_in_place() {
  local k
  boot 5
  MACHINES=(1 2 3)
  for k in 1 2 3 4 5; do
    sh_on "$k" 'cp /opt/bin/nats-server /usr/local/bin/'
    give_token "$k"
  done
  all_at_once --cluster-token-file /opt/mesh.token --demo
  members_and_streams_are_there
  start_load
  stop_load
  nothing_is_lost_or_twice
  step 'set up; load'
  # As setup wrote it before it knew the rescue.
  sh_on 1 'sed -i "s/, \"\$JS.API.META.RESCUE\"//" /etc/nats/nats.conf; systemctl reload nats'
  kill_machine 2
  kill_machine 3
  await 60 has_no_leader
  the_last_one_is_rescued_in_place
  two_new_machines_join
  nothing_is_lost_or_twice
  audit_is_clean
  measured "rescued, and three machines again: $(accepted) accepted, lost 0, twice 0"
}

the_last_one_is_rescued_in_place() { # with what it holds, and the node beside it goes on
  local before
  before=$(sh_on 1 "curl -s '127.0.0.1:8222/jsz?streams=true' | jq -c '[.account_details[].stream_detail[] | [.name, .state.messages]] | sort'")
  run sh_on 1 '/opt/nimsforest/ops/scripts/forget-machine.sh --rescue nats-2'
  assert_status 1
  assert_contains "$err" '1 of 3 machines are there, 1 are named'
  assert_equals 503 "$(posted 1)"

  start_clock
  run sh_on 1 '/opt/nimsforest/ops/scripts/forget-machine.sh --rescue nats-2 nats-3'
  assert_status 0
  await 60 accepts 1 evt_rescued || fail "no event is taken: $(sh_on 1 'curl -s 127.0.0.1:8080/readyz')"
  measured "the last of three machines rescued in place: events are taken after $(elapsed) ms"
  assert_lacks "$before" '[]'
  await 30 shows_what_was_there "$before" || fail "before $before"

  run sh_on 1 '/opt/nimsforest/ops/scripts/forget-machine.sh --rescue nats-2'
  assert_status 1
  assert_contains "$err" '1 of 1 machines are there, a majority'
}

two_new_machines_join() { # machines 4 and 5
  local k other running=()
  start_clock
  for k in 4 5; do
    other=$((9 - k))
    sh_on "$k" "/opt/nimsforest/ops/scripts/setup-server.sh --node-name nats-$k --cluster-peers $subnet.10:6222,$(machine_address "$other"):6222 --cluster-token-file /opt/mesh.token --demo" >"$scratch/out-$k" 2>&1 &
    running+=($!)
  done
  for k in 4 5; do wait "${running[k - 4]}" || fail "machine $k: $(tail -n 5 "$scratch/out-$k")"; done
  setup_server set-peers "$(machine_address 4):6222,$(machine_address 5):6222"
  assert_status 0
  await 60 is_healthy 1 || { status_of 1; fail "not healthy: $out" "$err"; }
  measured "two new machines beside the rescued one: all replicas are current after $(elapsed) ms"
}

# The task of the event above may have come to it.
shows_what_was_there() { # STREAMS
  [[ $(sh_on 1 "curl -s '127.0.0.1:8222/jsz?streams=true' | jq -c --argjson before '$1' '[.account_details[].stream_detail[] | {key: .name, value: .state.messages}] | from_entries as \$now | [\$before[] | select(\$now[.[0]] < .[1])]'") == '[]' ]]
}

backups_are_made_and_the_latest_kept() { # on machine 1
  setup_server --backup-keep 2
  assert_status 0
  assert_equals enabled "$(sh_on 1 'systemctl is-enabled nimsforest-backup.timer')"
  sh_on 1 'mkdir -p /var/backups/nimsforest/20200101T000000Z /var/backups/nimsforest/mine'

  run sh_on 1 'systemctl start nimsforest-backup.service && systemctl start nimsforest-backup.service && systemctl start nimsforest-backup.service; journalctl -u nimsforest-backup.service -n 20 -o cat'
  assert_status 0
  assert_contains "$out" 'consumers are paused'
  assert_equals 2 "$(sh_on 1 'ls -d /var/backups/nimsforest/2*Z | wc -l')"
  sh_on 1 'ls -d /var/backups/nimsforest/mine' >/dev/null || fail "a folder of another name is gone"
  run sh_on 1 'nimsforest backup verify "$(ls -d /var/backups/nimsforest/2*Z | tail -n 1)"'
  assert_status 0
  assert_contains "$out" 'KV_SOIL'

  setup_server --backup-keep 0
  assert_status 0
  assert_equals disabled "$(sh_on 1 'systemctl is-enabled nimsforest-backup.timer || true')"
}

secrets_are_kept() {
  local secret words
  words=$(sh_on 1 'for p in varz routez connz jsz; do curl -s 127.0.0.1:8222/$p; done; journalctl --no-pager; ps axww -o args; cat /etc/systemd/system/n*.service')
  for secret in $(sh_on 1 'sed -n "s/^ *password: \"\(.*\)\"/\1/p" /etc/nats/nats.conf'); do
    [[ ${#secret} -ge 40 ]] || fail "no secret: $secret"
    assert_lacks "$words" "$secret"
  done
  assert_equals '640 640 640' "$(sh_on 1 'stat -c %a /etc/nats/nats.conf /etc/nats/tls/key.pem /etc/nimsforest/nimsforest.env' | tr '\n' ' ' | sed 's/ $//')"
  run sh_on 1 'sudo -u nobody cat /etc/nats/nats.conf /etc/nats/tls/key.pem /etc/nimsforest/nimsforest.env'
  assert_equals '' "$out"
}

an_unauthorized_server_is_refused() {
  run sh_on 1 'source /opt/nimsforest/ops/scripts/lib-messages.sh; source /opt/nimsforest/ops/scripts/lib-monitoring.sh; CLIENT_HOST=127.0.0.1 CLIENT_PORT=4222; nats_request "" "\$JS.API.STREAM.LIST" "" 1 3'
  assert_status 1
  run sh_on 1 "printf 'server_name: unauthorized\nport: 14222\njetstream { store_dir: /tmp/unauthorized }\ncluster { name: nimsforest, port: 16222, routes: [ nats-route://$subnet.11:6222 ] }\n' >/tmp/unauthorized.conf
    timeout 3 nats-server -c /tmp/unauthorized.conf"
  assert_lacks "$(sh_on 2 'curl -s 127.0.0.1:8222/routez')" unauthorized
}

renewing_restarts_nothing() {
  local before
  before=$(pids 1)$(sh_on 1 'sha256sum </etc/nats/tls/cert.pem')
  run sh_on 1 '/opt/nimsforest/ops/scripts/cluster-token.sh renew --cluster-token-file /opt/mesh.token'
  assert_status 0
  [[ $before == "$(pids 1)"* ]] || fail "the processes are others"
  [[ $before != "$(pids 1)$(sh_on 1 'sha256sum </etc/nats/tls/cert.pem')" ]] || fail "the certificate is the old one"
  sh_on 2 'systemctl restart nats'
  all_healthy 30
  status_of 1
  assert_contains "$out" 'certificate of this machine: until'
}

machine_state() { sh_on 1 'find /etc /usr/local /usr/bin /usr/lib/nimsforest /var/lib/nats /var/lib/nimsforest -newer /opt/mark \( -type f -o -type l \) ! -name "passwd*" ! -name "group*" ! -name "*shadow*" ! -name "sub?id*" 2>/dev/null; getent passwd nats nimsforest || true; systemctl is-enabled nats nimsforest 2>/dev/null || true'; }

# The same checks as the generator's, whose test has many more values.
hostile_values_change_nothing() {
  run sh_on 1 'cd /opt/nimsforest/ops/scripts
    try() {
      local flag=$1 value said status
      shift
      for value in "$@"; do
        for script in ./setup-nats-node.sh ./setup-server.sh; do
          status=0
          said=$("$script" --node-name nats-1 --nats-server /opt/bin/nats-server "$flag" "$value" 2>&1) || status=$?
          [[ $status == 2 && $said == error:* && $(wc -l <<<"$said") == 1 ]] || printf "%s %s %q: %s, %s\n" "$script" "$flag" "$value" "$status" "$said"
        done
      done
    }
    long=$(printf "a%.0s" {1..300})
    try --node-name "a b" "\$(touch /etc/canary)" ";touch /etc/canary" $'"'"'a\nb'"'"' "{" "nü" "$long" "a\"b"
    try --cluster-peers "host2" "host2:0" "\$(touch /etc/canary):6222" "a:1,,b:1" $'"'"'a:1\n'"'"' "{:1" "$long:1" "h 2:1"
    try --jetstream-max-file "" "ten" "10GB;touch /etc/canary" $'"'"'1GB\n}'"'"' "٢"
    try --client-host "" "a b" "\$(touch /etc/canary)"
    try --cluster-token-file "" "/no/such" "/etc/hostname" "\$(touch /etc/canary)" "a b"
    try --tls-cert "/no/such" "a;b"
    try --jar "" "/no/such" "/etc/hostname" "\$(touch /etc/canary)" "a b"
    try --nats-server "" "/no/such" "/bin/true" "\`touch /etc/canary\`"'
  assert_equals '' "$out"
}

test_everything_is_checked_before_the_first_change() {
  boot 1
  sh_on 1 'sleep 1; touch /opt/mark; sleep 0.1'

  # As while a server starts: no answer is no failure.
  run sh_on 1 'set -euo pipefail; source /opt/nimsforest/ops/scripts/lib-messages.sh; source /opt/nimsforest/ops/scripts/lib-monitoring.sh
    present=$(present_machines); leader=$(meta_leader); echo "$present machines, leader <$leader>"'
  assert_equals '0 machines, leader <>' "$out"

  set_up 1 --dry-run --nats-server /opt/bin/nats-server
  assert_status 0
  assert_contains "$err" 'would do'
  assert_contains "$err" 'warning: the clock of this machine is not synchronised'
  assert_contains "$out" 'start nats.service'
  assert_equals '' "$(machine_state)"

  run sh_on 1 'cd /opt/nimsforest && chmod -R go+rX . && sudo -u nobody ./ops/scripts/setup-nats-node.sh --node-name nats-1'
  assert_status 1
  assert_contains "$err" 'needs root'
  run sh_on 1 'cd /opt/nimsforest && sudo -u nobody ./ops/scripts/setup-server.sh add-user shop --publish river.orders'
  assert_status 1
  assert_contains "$err" 'needs root'

  # All at once: ports, and what is missing.
  docker exec -d "$mesh_id-1" /opt/bin/nats-server -p 4222 -m 8222
  await 5 sh_on 1 'curl -sf 127.0.0.1:8222/healthz' >/dev/null
  run sh_on 1 'mkdir /var/lib/nats; mount -t tmpfs -o size=100m tmpfs /var/lib/nats
    for f in /usr/bin/jq /usr/bin/java /run/systemd/system; do mv $f $f.off; done
    /opt/nimsforest/ops/scripts/setup-server.sh --nats-server /opt/bin/nats-server; s=$?
    for f in /usr/bin/jq /usr/bin/java /run/systemd/system; do mv $f.off $f; done
    umount /var/lib/nats; rmdir /var/lib/nats; exit $s'
  assert_status 1
  assert_contains "$err" 'port 4222 is taken'
  assert_contains "$err" 'port 8222 is taken'
  assert_contains "$err" 'jq is missing'
  assert_contains "$err" 'Java 17 or later is needed'
  assert_contains "$err" 'systemd does not run this machine'
  assert_contains "$err" '100 MB free'
  assert_equals '' "$(grep -v '^error: ' <<<"$err")"
  sh_on 1 'kill $(pidof nats-server)'
  await 5 sh_on 1 '! pidof nats-server' >/dev/null

  hostile_values_change_nothing
  assert_equals '' "$(machine_state)"

  # A server that is one until it is started.
  sh_on 1 'printf "#!/bin/sh\n[ \"\$1\" = -t ] || [ \"\$1\" = --version ] || exit 1\n[ \"\$1\" != --version ] || echo nats-server: v2.15.3\n" >/opt/bin/broken && chmod +x /opt/bin/broken'
  set_up 1 --nats-server /opt/bin/broken
  assert_status 1
  assert_contains "$err" 'nats.service did not start'
  assert_contains "$err" 'all changes are rolled back'
  assert_equals '' "$(machine_state)"

  sh_on 1 'cp /opt/bin/nats-server /usr/local/bin/'
  run sh_on 1 'cd /opt/nimsforest && ./ops/scripts/setup-server.sh --node-name single'
  assert_status 0
  assert_contains "$err" 'single server'
  status_of 1
  assert_contains "$out" 'single server'
  a_single_server_with_data_is_not_made_a_mesh
  a_server_before_the_oldest_is_refused
  a_partial_installation_is_uninstalled
}

a_single_server_with_data_is_not_made_a_mesh() { # which would delete it
  local before
  before=$(pids 1)
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --node-name single --cluster-peers 192.168.1.11:6222,192.168.1.12:6222'
  assert_status 1
  assert_contains "$err" 'streams of a single server, which a mesh would delete'
  assert_equals "$before" "$(pids 1)"
}

# What answers like a server of 2.10.29: at a plain route port, and at a secured one after the handshake.
old_peers_answer() {
  docker exec -d "$mesh_id-1" perl -MIO::Socket::INET -e '
    my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:7222", Listen => 5, ReuseAddr => 1);
    while (my $c = $s->accept) { print $c "INFO {\"version\":\"2.10.29\"}\r\n"; close $c }'
  give_token 1
  sh_on 1 'mkdir -p /tmp/old && /opt/nimsforest/ops/scripts/generate-nats-config.sh --node-name old --nats-server /opt/bin/nats-server \
    --cluster-peers 192.168.1.11:6222 --cluster-token-file /opt/mesh.token --output /tmp/old/nats.conf' 2>/dev/null
  docker exec -d "$mesh_id-1" bash -c '(printf "INFO {\"version\":\"2.10.29\"}\r\n"; sleep 120) |
    openssl s_server -quiet -accept 127.0.0.1:7223 -cert /tmp/old/tls/cert.pem -key /tmp/old/tls/key.pem -CAfile /tmp/old/tls/ca.pem -Verify 1'
  await 5 sh_on 1 ': </dev/tcp/127.0.0.1/7222' >/dev/null
}

a_server_before_the_oldest_is_refused() {
  old_peers_answer
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --node-name single --cluster-peers 127.0.0.1:7222,192.168.1.11:6222 --dry-run'
  assert_status 78
  assert_contains "$err" '127.0.0.1:7222 is nats-server 2.10.29; 2.11.0 is the oldest that is supported: stop the nodes'
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --node-name single --cluster-peers 127.0.0.1:7223,192.168.1.11:6222 --dry-run --cluster-token-file /opt/mesh.token'
  assert_status 78
  assert_contains "$err" '127.0.0.1:7223 is nats-server 2.10.29; 2.11.0 is the oldest that is supported: stop the nodes'

  sh_on 1 'printf "#!/bin/sh\necho nats-server: v2.10.29\n" >/opt/bin/old && chmod +x /opt/bin/old'
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --node-name single --nats-server /opt/bin/old'
  assert_status 78
  assert_equals 'error: --nats-server /opt/bin/old is nats-server 2.10.29; 2.11.0 is the oldest that is supported' "$err"
}

a_partial_installation_is_uninstalled() {
  sh_on 1 'rm /etc/systemd/system/nimsforest.service /usr/bin/nimsforest /etc/nats/nats.conf; systemctl daemon-reload'
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --uninstall'
  assert_status 0
  assert_equals '' "$(sh_on 1 'pidof nats-server java; find /etc/systemd/system -name nats.service -o -name nimsforest.service; ls -d /etc/nats /etc/nimsforest /usr/lib/nimsforest 2>/dev/null || true')"
  sh_on 1 'ls /var/lib/nats/jetstream/jetstream/\$G/streams/RIVER' >/dev/null || fail "the data is gone"
}

# --- setup again, and what a setup must not do ------------------------------------------------------

setup_server() { run sh_on 1 "cd /opt/nimsforest && ./ops/scripts/setup-server.sh $*"; } # FLAGS

installed_files() { sh_on 1 'sha256sum /etc/nats/nats.conf /etc/nats/tls/*.pem /etc/nimsforest/*'; }

what_was_asked_before_is_kept() {
  local before
  give_token 1
  set_up 1 --nats-server /opt/bin/nats-server --cluster-token-file /opt/mesh.token --demo --jetstream-max-file 2GB --tls-names forest.example
  assert_status 0
  before=$(installed_files)

  setup_server --nats-server /opt/bin/nats-server
  assert_status 0
  assert_contains "$err" 'nothing has changed'
  assert_contains "$err" "kept from the run before: --node-name nats-1, --cluster-peers $subnet.11:6222,$subnet.12:6222, --jetstream-max-file 2GB, --tls-names forest.example, --demo, the route password, the certificate in /etc/nats/tls"
  assert_lacks "$err" 'this mesh is plain'
  assert_equals "$before" "$(installed_files)"
  setup_server --tls-names other.example
  assert_status 2
  assert_contains "$err" "--tls-names 'other.example': the certificate in /etc/nats/tls is not for these"

  setup_server set-peers "$subnet.11:6222"
  assert_status 0
  assert_equals 1 "$(sh_on 1 'grep -c nats-route:// /etc/nats/nats.conf')"
  setup_server set-peers "$subnet.11:6222,$subnet.12:6222"
  assert_status 0
  run sh_on 1 'cd /opt/nimsforest && NODE_NAME=another ./ops/scripts/setup-server.sh rotate-token /opt/mesh.token'
  assert_status 0
  assert_contains "$err" 'nothing has changed'
  setup_server upgrade --nats-server /opt/bin/nats-server
  assert_status 0
  assert_equals "$before" "$(installed_files)"

  sh_on 1 '/opt/nimsforest/ops/scripts/cluster-token.sh renew --cluster-token-file /opt/mesh.token' 2>/dev/null
  assert_contains "$(sh_on 1 '/opt/nimsforest/ops/scripts/cluster-token.sh show')" 'DNS:forest.example'

  run sh_on 1 'cd /opt/nimsforest && CLASS_ARCHIVE=yes ./ops/scripts/setup-server.sh --jetstream-max-file 3GB --no-demo'
  assert_status 0
  assert_contains "$(sh_on 1 'ps -o args= -C java')" '-XX:SharedArchiveFile=/usr/lib/nimsforest/classes-'
  assert_equals 'max_file: 3GB' "$(sh_on 1 'grep -o "max_file: .*" /etc/nats/nats.conf')"
  assert_equals 2 "$(sh_on 1 'grep -c nats-route:// /etc/nats/nats.conf')"
  assert_equals 0 "$(sh_on 1 'grep -c NIMSFOREST_DEMO /etc/nimsforest/nimsforest.env')"

  setup_server --plain
  assert_status 0
  assert_contains "$err" 'this mesh is plain'
  assert_equals 0 "$(sh_on 1 'grep -c "nats-route://.*@\|cert_file" /etc/nats/nats.conf')"
  setup_server --plain --open-clients
  assert_status 0
  assert_equals 0 "$(sh_on 1 'grep -c "user: nimsforest" /etc/nats/nats.conf')"
  assert_equals '' "$(sh_on 1 'find /etc/nimsforest/admin.env ~root/.config/nats -type f 2>/dev/null')"

  setup_server --plain --cluster-token-file /opt/mesh.token
  assert_status 2
  sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --uninstall --purge-data' 2>/dev/null
}

# Set up by a version that knew no passwords on plain machines, its streams included.
an_open_machine_stays_open_until_asked() {
  setup_server --node-name nats-1 --nats-server /opt/bin/nats-server --open-clients
  assert_status 0
  sh_on 1 'sed -i /^clients=/d /etc/nimsforest/setup.conf; cp /opt/bin/nats /usr/local/bin/'
  setup_server add-user shop --publish river.orders
  assert_status 2
  assert_equals 'error: add-user: clients of this server need no password; run setup with --client-passwords first' "$(grep '^error' <<<"$err")"
  setup_server
  assert_status 0
  assert_contains "$err" 'without a password, as before; --client-passwords gives'
  run sh_on 1 'sudo -u nobody nats stream add GROVE --subjects "grove.>" --defaults && sudo -u nobody nats req grove.oak {}'
  assert_status 0

  setup_server --client-passwords
  assert_status 0
  as_nobody 'nats stream ls'
  assert_contains "$out$err" 'Authorization Violation'
  run sh_on 1 'nats stream info GROVE'
  assert_contains "$out" 'Messages: 1'
  setup_server
  assert_contains "$err" 'nothing has changed'
  all_passwords_of_the_machine_change
  sh_on 1 'sed -i s/^clients=.*/clients=passwords/ /etc/nimsforest/setup.conf'
  setup_server
  assert_status 2
  assert_equals "error: /etc/nimsforest/setup.conf: clients='passwords': expected open or password" "$(grep '^error' <<<"$err")"
  sh_on 1 'sed -i s/^clients=.*/clients=password/ /etc/nimsforest/setup.conf'
  setup_server add-user 'Shop' --publish river.orders
  assert_status 2
  setup_server add-user shop
  assert_status 2
  setup_server add-user shop --publish "'a b'"
  assert_status 2
  assert_equals "error: --publish 'a b': subjects with commas between, such as river.orders,payment.>" "$err"
  sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --uninstall --purge-data' 2>/dev/null
  assert_equals '' "$(sh_on 1 'find ~root/.config/nats -type f')"
}

# As after somebody read its configuration.
all_passwords_of_the_machine_change() {
  sh_on 1 'cp /etc/nimsforest/admin.env /opt/leaked.env; rm /etc/nats/system.secret'
  setup_server
  assert_status 0
  run sh_on 1 '. /opt/leaked.env; nats --user $NATS_USER --password $NATS_PASSWORD stream ls'
  assert_contains "$out$err" 'Authorization Violation'
  run sh_on 1 'nats stream info GROVE'
  assert_contains "$out" 'Messages: 1'
}

a_name_that_is_taken_is_refused_before_the_start() {
  docker exec -d "$mesh_id-1" perl -MIO::Socket::INET -e '
    my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:7224", Listen => 5, ReuseAddr => 1);
    while (my $c = $s->accept) { print $c "INFO {\"version\":\"2.15.3\",\"server_name\":\"nats-1\",\"server_id\":\"NX\"}\r\n"; close $c }'
  await 5 sh_on 1 ': </dev/tcp/127.0.0.1/7224' >/dev/null

  setup_server --node-name nats-1 --cluster-peers 127.0.0.1:7224 --nats-server /opt/bin/nats-server

  assert_status 1
  assert_equals 'error: --node-name nats-1: the server at 127.0.0.1:7224 has this name: give each machine a name of its own' "$(grep '^error' <<<"$err")"
  assert_equals '' "$(machine_state)"
}

a_machine_that_does_not_join_is_rolled_back() {
  docker exec -d "$mesh_id-1" /opt/bin/nats-server -n elsewhere -p 5222 --cluster nats://127.0.0.1:7225 --cluster_name another
  await 5 sh_on 1 ': </dev/tcp/127.0.0.1/7225' >/dev/null

  setup_server --node-name nats-1 --cluster-peers "127.0.0.1:7225,$subnet.200:6222" --nats-server /opt/bin/nats-server --no-node

  assert_status 1
  assert_contains "$err" '1 of 2 peers answer, but there are routes to only 0'
  assert_contains "$err" 'rolling back the changes of this run'
  assert_contains "$err" 'left, with what a service has stored there: /var/lib/nats/jetstream'
  assert_contains "$err" 'all changes are rolled back'
  assert_equals 'inactive inactive ' "$(on 1 systemctl is-active nats nimsforest | tr '\n' ' ')"
  assert_equals '' "$(sh_on 1 'ls -d /etc/nats /etc/nimsforest /usr/local/bin/nats-server /etc/systemd/system/n*.service 2>/dev/null || true')"
  sh_on 1 'pkill -x nats-server; rm -rf /var/lib/nats; userdel nats 2>/dev/null' || true
}

what_is_not_set_up_is_not_changed() {
  setup_server upgrade
  assert_status 2
  assert_contains "$err" 'upgrade changes a machine that is set up, and this one is not'
}

users_and_groups_that_were_there_stay() {
  sh_on 1 'groupadd nats'
  setup_server --node-name nats-1 --nats-server /opt/bin/nats-server --no-node
  assert_status 0
  setup_server add-user shop --publish river.orders
  assert_status 0
  assert_equals 'node=no' "$(sh_on 1 'grep ^node= /etc/nimsforest/setup.conf; ls /etc/systemd/system/nimsforest.service 2>/dev/null || true')"
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --uninstall --purge-data'
  assert_status 0
  assert_equals '' "$(sh_on 1 'find / -maxdepth 1 -name "kept-*"')"
  assert_equals '0 1' "$(sh_on 1 'echo $(getent passwd nats | wc -l) $(getent group nats | wc -l)')"

  sh_on 1 'groupdel nats; useradd --system --gid users nats'
  setup_server --node-name nats-1 --nats-server /opt/bin/nats-server --no-node
  assert_status 0
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh --uninstall --purge-data'
  assert_contains "$err" 'the user nats stays: setup did not create it'
  assert_equals 1 "$(sh_on 1 'getent passwd nats | wc -l')"
  sh_on 1 'userdel nats; groupdel nats' || true
}

links_of_others_are_not_followed() {
  sh_on 1 'echo before >/etc/canary; ln -s /etc/canary /run/lock/nimsforest-setup; ln -s /etc/canary /run/lock/nimsforest-setup.lock
    useradd --system nats; mkdir -m 700 /var/lib/nats; chown nats: /var/lib/nats; ln -s /etc /var/lib/nats/jetstream; chown -h nats: /var/lib/nats/jetstream'

  setup_server --node-name nats-1 --nats-server /opt/bin/nats-server --no-node

  assert_status 1
  assert_contains "$err" '/var/lib/nats/jetstream is a symbolic link of nats, not of root'
  assert_equals 'before root' "$(sh_on 1 'echo $(cat /etc/canary) $(stat -c %U /etc)')"
  sh_on 1 'rm -rf /var/lib/nats; userdel nats; rm /etc/canary'

  docker exec -d "$mesh_id-1" flock /run/nimsforest-setup.lock sleep 6
  await 5 sh_on 1 '! flock -n /run/nimsforest-setup.lock true' >/dev/null
  setup_server --node-name nats-1 --nats-server /opt/bin/nats-server --no-node
  assert_status 1
  assert_contains "$err" 'another setup is running on this machine'
  await 10 sh_on 1 'flock -n /run/nimsforest-setup.lock true' >/dev/null
}

test_setup_again_and_rolled_back() {
  boot 1
  sh_on 1 'sleep 1; touch /opt/mark; sleep 0.1'
  what_is_not_set_up_is_not_changed
  a_name_that_is_taken_is_refused_before_the_start
  links_of_others_are_not_followed
  step 'refused'
  users_and_groups_that_were_there_stay
  step 'users and groups'
  an_open_machine_stays_open_until_asked
  step 'passwords for clients'
  a_machine_that_does_not_join_is_rolled_back
  step 'rolled back'
  what_was_asked_before_is_kept
}

# --- every machine in turn, under load ----------------------------------------------------------------

# Three secured machines under load, on the server that the checkout was given; what is booted beside them is as it was bought.
rolling_mesh() { # [K...]: the machines with a load
  local k
  ALL_MACHINES=("${MACHINES[@]}")
  for k in 1 2 3; do
    sh_on "$k" 'cp /opt/bin/nats-server /usr/local/bin/'
    give_token "$k"
  done
  all_at_once --cluster-token-file /opt/mesh.token --demo
  members_and_streams_are_there
  MACHINES=("${@-"${MACHINES[@]}"}")
  start_load
  step 'set up; load'
}

# None of a machine longer than is promised, unless a machine is meant to be down for longer.
load_ends_well() { # WHAT [MILLISECONDS]
  local gap
  stop_load
  nothing_is_lost_or_twice
  audit_is_clean
  gap=$(for k in "${MACHINES[@]}"; do longest_gap "$scratch/ledger-$k"; done | sort -n | tail -n 1)
  measured "$1: $(accepted) accepted, lost 0, twice 0; longest gap of a machine $gap ms, of the mesh $(longest_gap "$scratch"/ledger-*) ms"
  ((gap <= ${2:-$LONGEST_GAP})) || fail "a machine took nothing for $gap ms"
}

# As an operator arranges it for `nimsforest cluster` on machine 1.
root_logs_in_everywhere() { # with or without an archive of classes, as start_machine has it
  local k
  sh_on 1 'mkdir -p -m 700 ~root/.ssh && ssh-keygen -q -t ed25519 -N "" -f ~root/.ssh/id_ed25519 && echo "StrictHostKeyChecking accept-new" >~root/.ssh/config'
  sh_on 1 'cat ~root/.ssh/id_ed25519.pub' >"$scratch/key"
  for k in "${ALL_MACHINES[@]:1}"; do docker exec -i "$mesh_id-$k" bash -c 'umask 077; mkdir -p ~root/.ssh; cat >>~root/.ssh/authorized_keys; echo CLASS_ARCHIVE=$CLASS_ARCHIVE >>/etc/environment' <"$scratch/key"; done
}

# Killed in a step that is drawn, as often as is said, and then run to its end; fewer are drawn than the change has in all.
apply_killed() { # TIMES MOST-STEPS ARGUMENTS...
  local times=$1 most=$2 steps
  shift 2
  while ((times-- > 0)); do
    steps=$((1 + RANDOM % most))
    docker exec -d "$mesh_id-1" bash -c "echo \$\$ >/opt/apply.pid; exec nimsforest cluster apply $* >/opt/apply.log 2>&1"
    await 300 sh_on 1 "((\$(grep -cE '^(have|upgrade|set up|give|move|remove|uninstall) ' /opt/apply.log) >= $steps)) || ! kill -0 \$(cat /opt/apply.pid)" ||
      fail "no step: $(on 1 cat /opt/apply.log)"
    sleep "0.$((RANDOM % 10))"
    run sh_on 1 'kill -9 $(cat /opt/apply.pid); cat /opt/apply.log'
    step "killed after: $(tail -n 1 <<<"$out")"
  done
  run on 1 nimsforest cluster apply "$@"
  assert_status 0
  step "run to its end: $(tail -n 1 <<<"$out")"
}

nothing_is_left_of_killed_runs() {
  local k
  for k in 1 2 3; do
    assert_equals '' "$(sh_on "$k" 'ls -d /tmp/nimsforest* /var/cache/nimsforest/roll/{new,ops.new} /var/cache/nimsforest/roll/tmp/* 2>/dev/null || true')"
  done
}

configured_route_password() { # K
  sh_on "$1" 'sed -n "/^cluster {/,/^}/s/^ *password: \"\(.*\)\"$/\1/p" /etc/nats/nats.conf'
}

roll_token() {
  local k before
  boot 3
  rolling_mesh
  run on 1 nimsforest cluster plan rotate-token /opt/new.token
  assert_status 1
  assert_contains "$err" "ssh to nats-2 ($subnet.11): "
  root_logs_in_everywhere
  before=$(pids 1)$(pids 2)$(pids 3)
  run on 1 nimsforest cluster plan rotate-token /opt/new.token
  assert_status 0
  assert_contains "$(tr -s ' ' <<<"$out")" '1 have nats-2 accept the new token beside the old one 1 of 3 1 of 3 '
  assert_contains "$(tr -s ' ' <<<"$out")" '9 have nats-1 refuse the old token 1 of 3 '
  sh_on 1 '[[ ! -e /opt/new.token ]]' || fail "planning made a token"
  sh_on 1 '/opt/nimsforest/ops/scripts/cluster-token.sh new --output /opt/other.token' 2>/dev/null
  run sh_on 1 '/opt/nimsforest/ops/scripts/setup-server.sh rotate-token /opt/other.token --stage switch'
  assert_status 2
  assert_contains "$err" 'this machine does not trust the new token yet'

  apply_killed 3 2 rotate-token /opt/new.token

  assert_equals "$before" "$(pids 1)$(pids 2)$(pids 3)"
  run on 1 nimsforest cluster apply rotate-token /opt/new.token
  assert_status 0
  assert_lacks "$err" 'have nats'
  for k in 1 2 3; do
    assert_equals "$(sh_on 1 'sed -n "/BEGIN CERT/,/END CERT/p" /opt/new.token')" "$(sh_on "$k" 'cat /etc/nats/tls/ca.pem')"
    assert_equals "$(sh_on 1 "sed -n 's/^route-password: //p' /opt/new.token")" \
      "$(configured_route_password "$k")"
    assert_equals '' "$(sh_on "$k" 'grep -rl -e "^-----BEGIN PRIVATE KEY" /etc/nats /etc/nimsforest /var/cache/nimsforest /tmp 2>/dev/null | grep -v tls/key.pem || true')"
  done
  nothing_is_left_of_killed_runs
  load_ends_well 'token changed machine by machine'
}

servers_run() { # VERSION
  local k
  for k in 1 2 3; do [[ $(sh_on "$k" 'curl -s 127.0.0.1:8222/varz | jq -r .version') == "$1" ]] || return 1; done
}

# From the oldest server to the newest, and to another jar.
roll_upgrade() {
  local k jar
  MACHINE_SERVER=$OLDEST_SERVER CLASS_ARCHIVE=yes boot 3
  rolling_mesh
  root_logs_in_everywhere
  cp "$machine_jar" "$scratch/new.jar"
  (cd "$scratch" && echo another >another && jar uf new.jar another)
  jar=$(sha256sum <"$scratch/new.jar")
  docker cp "$scratch/new.jar" "$mesh_id-1:/opt/new.jar" >/dev/null
  docker cp "$(server_of "$NEWEST_SERVER")" "$mesh_id-1:/opt/new-server" >/dev/null

  run on 1 nimsforest cluster plan upgrade --jar /opt/new.jar --nats-server /opt/new-server
  assert_status 0
  assert_contains "$(tr -s ' ' <<<"$out")" '1 upgrade nats-2 1 of 3 1 of 3 '
  assert_contains "$(tr -s ' ' <<<"$out")" '3 upgrade nats-1 1 of 3 1 of 3 '
  sh_on 1 'echo "$(sha256sum </etc/hostname)" >/opt/new-server.sha256'
  run on 1 nimsforest cluster apply upgrade --jar /opt/new.jar --nats-server /opt/new-server
  assert_status 1
  assert_contains "$err" 'upgrade nats-2 failed: nats-2: --nats-server'
  assert_contains "$err" 'its SHA-256 is not that of'
  servers_run "$OLDEST_SERVER" || fail "a server was changed"
  sh_on 1 'rm /opt/new-server.sha256'

  apply_killed 2 2 upgrade --jar /opt/new.jar --nats-server /opt/new-server

  servers_run "$NEWEST_SERVER" || fail "a server is not the new one"
  for k in 1 2 3; do assert_equals "$jar" "$(sh_on "$k" 'sha256sum </usr/lib/nimsforest/nimsforest.jar')"; done
  nothing_is_left_of_killed_runs
  load_ends_well 'upgraded machine by machine'
  a_machine_that_harms_the_mesh_goes_back

  sh_on 1 'printf "PK no jar" >/opt/broken.jar'
  run on 1 nimsforest cluster apply upgrade --jar /opt/broken.jar
  assert_status 1
  assert_contains "$err" 'upgrade nats-2 failed: nats-2: '
  assert_contains "$err" 'all changes are rolled back'
  assert_equals "$jar" "$(sh_on 2 'sha256sum </usr/lib/nimsforest/nimsforest.jar')"
  all_healthy 60
}

# To a jar that works well; what goes wrong is beside it.
a_machine_that_harms_the_mesh_goes_back() {
  local before other
  before=$(sh_on 2 'sha256sum </usr/lib/nimsforest/nimsforest.jar')
  (cd "$scratch" && cp new.jar other.jar && echo one_more >one_more && jar uf other.jar one_more)
  other=$(sha256sum <"$scratch/other.jar")
  docker cp "$scratch/other.jar" "$mesh_id-1:/opt/other.jar" >/dev/null
  sh_on 2 "echo '$before' >/opt/before"

  # Machine 2 never comes to run what is installed, as far as it can tell.
  docker exec -d "$mesh_id-2" bash -c 'jar=/usr/lib/nimsforest/nimsforest.jar
    until [[ -e /opt/enough ]]; do cmp -s /opt/before <(sha256sum <$jar) || touch -d "+1 hour" $jar; sleep 0.1; done'
  run on 1 nimsforest cluster apply upgrade --jar /opt/other.jar --wait 15
  on 2 touch /opt/enough
  assert_status 1
  assert_contains "$err" 'begun, and not done: upgrade nats-2; waited 15 s: nats-2 does not show the change; nats-2 is back to what it had, and the mesh is whole'
  assert_equals "$before" "$(sh_on 2 'sha256sum </usr/lib/nimsforest/nimsforest.jar')"
  step 'went back'

  # Another machine goes down meanwhile.
  (until [[ $(sh_on 2 'sha256sum </usr/lib/nimsforest/nimsforest.jar') == "$other" ]]; do sleep 0.2; done; on 3 systemctl stop nats) &
  run on 1 nimsforest cluster apply upgrade --jar /opt/other.jar --wait 15
  wait
  assert_status 1
  assert_contains "$err" 'nats-3 is down; nats-2 keeps the change, since the mesh has no quorum while it restarts; once that is mended, run the same command again; or to go back, on nats-2, as root: '
  on 3 systemctl start nats
  all_healthy 60
  run sh_on 2 "${err##*as root: }"
  assert_status 0
  assert_equals "$before" "$(sh_on 2 'sha256sum </usr/lib/nimsforest/nimsforest.jar')"
  all_healthy 60
  step 'went back by hand'
}

# --- machines that come and go, under load --------------------------------------------------------------

routes_of() { # PEER...: with commas between
  local peer routes=''
  for peer in "$@"; do routes+=,$(machine_address "$peer"):6222; done
  printf '%s' "${routes#,}"
}

# As the operator sets up a machine that is new in the mesh of the others that are named.
join_mesh() { # K PEER...
  local k=$1
  shift
  run sh_on "$k" "/opt/nimsforest/ops/scripts/setup-server.sh --node-name nats-$k --cluster-peers $(routes_of "$@") --cluster-token-file /opt/mesh.token --demo"
  assert_status 0
  step "nats-$k is set up"
}

tell_peers() { # K PEER...
  local k=$1
  shift
  run sh_on "$k" "/opt/nimsforest/ops/scripts/setup-server.sh set-peers $(routes_of "$@")"
  assert_status 0
}

# Where root cannot log in to the others, the command says what is left to do by hand, and waits for it.
replace_dead_by_hand() {
  local began_apply
  CLASS_ARCHIVE=yes boot 4
  rolling_mesh 1 2
  give_token 4
  sh_on 4 'cp /opt/bin/nats-server /usr/local/bin/'
  kill_machine 3
  step 'machine 3 is dead'
  run on 1 nimsforest cluster plan replace nats-3 nats-4 "$(machine_address 4):6222"
  assert_status 0
  assert_contains "$out" "on nats-4 ($(machine_address 4):6222), so that it joins: sudo ./ops/scripts/setup-server.sh --node-name nats-4 --cluster-peers $(routes_of 2 4 1), and the token of the mesh (by hand, since ssh to nats-4"
  assert_contains "$out" "on nats-2, afterwards: sudo ./ops/scripts/setup-server.sh set-peers $(routes_of 2 4 1) (by hand, since ssh to nats-2"
  apply_killed 2 6 replace nats-3 nats-4 "$(machine_address 4):6222" &
  began_apply=$!
  join_mesh 4 1 2
  wait "$began_apply" || fail 'machine 3 is not replaced'
  tell_peers 2 1 4
  lists_peers 1 2 4
  all_healthy 60
  load_ends_well 'a dead machine replaced, by hand'
}

replace_dead() {
  CLASS_ARCHIVE=yes boot 4
  rolling_mesh 1 2
  root_logs_in_everywhere
  kill_machine 3
  step 'machine 3 is dead'
  machine_4_replaces_3
  load_ends_well 'a dead machine replaced'
}

replace_live() {
  CLASS_ARCHIVE=yes boot 4
  rolling_mesh 1 2
  root_logs_in_everywhere
  machine_4_replaces_3
  is_uninstalled 3
  load_ends_well 'a live machine replaced'
}

machine_4_replaces_3() {
  run on 1 nimsforest cluster plan replace nats-3 nats-4 "$(machine_address 4):6222" --cluster-token-file /opt/mesh.token
  assert_status 0
  assert_lacks "$out" 'by hand'
  apply_killed 2 5 replace nats-3 nats-4 "$(machine_address 4):6222" --cluster-token-file /opt/mesh.token
  assert_equals 'done' "$out"
  lists_peers 1 2 4
  lists_peers 2 1 4
  lists_peers 4 1 2
  all_healthy 60
}

lists_peers() { # K PEER...
  local k=$1
  shift
  assert_equals "$(routes_of "$@" | tr , '\n' | sort)" "$(sh_on "$k" "sed -n 's/^.*nats-route:..[^@]*@\([^\"]*\)\".*/\1/p' /etc/nats/nats.conf | sort")"
  assert_contains "$(sh_on "$k" 'curl -s 127.0.0.1:8080/healthz | jq -c .components.cluster.details')" "\"expected\":$(($# + 1))"
}

is_uninstalled() { # K: nothing is left, and what was copied there is gone too
  assert_equals '' "$(sh_on "$1" 'ls -d /etc/nats /etc/nimsforest /var/lib/nats /var/lib/nimsforest /usr/lib/nimsforest /var/cache/nimsforest/roll 2>/dev/null || true')"
}

# Machine 1 is a single server under load, the others are as they were bought.
single_server() {
  ALL_MACHINES=(1 2 3)
  sh_on 1 'cp /opt/bin/nats-server /usr/local/bin/'
  run sh_on 1 'cd /opt/nimsforest && ./ops/scripts/setup-server.sh --node-name nats-1 --demo'
  assert_status 0
  MACHINES=(1)
  start_load
  step 'a single server; load'
  sh_on 1 '/opt/nimsforest/ops/scripts/cluster-token.sh new --output /opt/mesh.token' 2>/dev/null
  OTHERS=(nats-2 "$(machine_address 2):6222" nats-3 "$(machine_address 3):6222" --cluster-token-file /opt/mesh.token)
}

# Posts wait from the stop of the node until the mesh takes them.
single_to_mesh() {
  CLASS_ARCHIVE=yes boot 3
  single_server
  run on 1 nimsforest cluster plan add "${OTHERS[@]}"
  assert_status 1
  assert_contains "$err" "ssh to nats-2 ($(machine_address 2)): "
  root_logs_in_everywhere
  run on 1 nimsforest cluster apply add nats-2 "$(machine_address 2):6222"
  assert_status 2
  assert_contains "$err" 'this is a single server'
  run on 1 nimsforest cluster apply add nats-2 "$(machine_address 1):6222" "${OTHERS[@]:2}"
  assert_status 2
  assert_contains "$err" 'this machine is nats-1 itself'
  run on 1 nimsforest cluster apply add nats-2 "$(machine_address 3):6222" "${OTHERS[@]:2}"
  assert_status 2
  assert_contains "$err" 'two machines have the address'
  run on 1 nimsforest cluster plan add "${OTHERS[@]}"
  assert_status 0
  assert_contains "$out" 'stop the node of nats-1, restore a backup of its streams in the mesh, and start it there'
  sh_on 2 '[[ ! -e /etc/nats && ! -e /var/cache/nimsforest ]]' || fail "planning changed a machine"

  run on 1 nimsforest cluster apply add "${OTHERS[@]}"

  assert_status 0
  assert_equals 'done' "$out"
  run on 1 nimsforest cluster apply add "${OTHERS[@]}"
  assert_status 0
  assert_lacks "$err" 'stop the node'
  three_machines_are_told_and_nothing_is_left
  load_ends_well 'a single server became a mesh of three'
}

# All that the command runs on machine 1 is killed in the step that moves the streams, as often as is said.
single_to_mesh_killed() {
  local times=4 moment
  CLASS_ARCHIVE=yes boot 3
  single_server
  root_logs_in_everywhere
  while ((times-- > 0)); do
    on 1 rm -f /opt/apply.log
    docker exec -d "$mesh_id-1" bash -c "exec nimsforest cluster apply add ${OTHERS[*]} >/opt/apply.log 2>&1"
    await 200 sh_on 1 'grep -qE "^stop the node|^set up the node" /opt/apply.log' || fail "no step: $(on 1 cat /opt/apply.log)"
    moment=$((RANDOM % 8)).$((RANDOM % 10))
    sleep "$moment"
    sh_on 1 'until [[ -z $(pgrep -f "[c]luster apply|[r]oll-machine.sh|[s]etup-server.sh|[g]enerate-nats|[j]ar backup|[j]ar restore") ]]; do
      kill -9 $(pgrep -f "[c]luster apply|[r]oll-machine.sh|[s]etup-server.sh|[g]enerate-nats|[j]ar backup|[j]ar restore") 2>/dev/null || true; done'
    step "killed $moment s after: $(sh_on 1 'tail -n 1 /opt/apply.log; ls -d /var/lib/nats/*' | tr '\n' ' ')"
  done
  run on 1 nimsforest cluster apply add "${OTHERS[@]}"
  assert_status 0
  three_machines_are_told_and_nothing_is_left
  load_ends_well 'a single server became a mesh of three, killed four times' 300000
}

three_machines_are_told_and_nothing_is_left() {
  local k
  step 'a mesh'
  MACHINES=(1 2 3)
  all_healthy 60
  for k in 1 2 3; do
    # shellcheck disable=SC2046 # numbers
    lists_peers "$k" $(seq 3 | grep -vx "$k")
  done
  assert_equals '' "$(sh_on 1 'ls -d /var/lib/nats/jetstream.single 2>/dev/null || true')"
  MACHINES=(1)
}

grow_and_shrink() {
  local k
  CLASS_ARCHIVE=yes boot 5
  rolling_mesh 1 2 3
  root_logs_in_everywhere
  for k in 4 5; do
    apply_killed 1 3 add "nats-$k" "$(machine_address "$k"):6222" --cluster-token-file /opt/mesh.token
    assert_equals 'done' "$out"
  done
  for k in 1 2 3 4 5; do
    # shellcheck disable=SC2046 # numbers
    lists_peers "$k" $(seq 5 | grep -vx "$k")
  done
  all_healthy 60
  audit_is_clean
  kill_machine 4
  kill_machine 5
  step 'two of five are dead'
  sleep 10 # it goes on
  power_on 4
  power_on 5
  all_healthy 60
  step 'five again'
  for k in 5 4; do
    apply_killed 1 3 remove "nats-$k"
    assert_equals 'done' "$out"
    is_uninstalled "$k"
  done
  lists_peers 1 2 3
  lists_peers 2 1 3
  lists_peers 3 1 2
  all_healthy 60
  load_ends_well 'three machines became five, two of them died and came back, and three again'
}

require_jar() { # the launcher builds the one of this checkout
  [[ -n ${MACHINE_JAR:-} ]] || "$root/ops/nimsforest" --version >/dev/null
}

require_docker
require_jar
machine_image >/dev/null
# Each has machines of its own, and waits a good deal; more than two starve each other on two cores.
at_once=2
run_tests "$@"
