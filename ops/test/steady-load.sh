# shellcheck shell=bash
# A steady load on each machine with a ledger of what was accepted, and what became of it. Sourced by machines-test.sh.

# shellcheck disable=SC2016,SC2154 # scripts for the machines; MACHINES, mesh_id, scratch, out and status are of what sources this

# Payments of one customer a machine, one after another, each repeated until it is accepted; then it is a line of the ledger.
start_load() {
  local k
  for k in "${MACHINES[@]}"; do
    docker exec -i "$mesh_id-$k" bash -c 'cat >/opt/load.sh; rm -f /opt/stop /opt/ended /opt/ledger' <<'END'
for ((i = 1; ; i++)); do
  id=evt_$1_$i
  body='{"id":"'$id'","type":"charge.succeeded","data":{"object":{"id":"ch_1","amount":15000,"currency":"usd","customer":"load-'$1'","metadata":{}}}}'
  until [[ $(curl -s -m 5 -o /dev/null -w '%{http_code}' -X POST 127.0.0.1:8080/river/stripe.webhook -d "$body") =~ ^20[01]$ ]]; do sleep 0.05; done
  echo "$(($(date +%s%N) / 1000000)) $id" >>/opt/ledger
  [[ ! -e /opt/stop ]] || break
  sleep 0.3
done
touch /opt/ended
END
    docker exec -d "$mesh_id-$k" bash /opt/load.sh "$k"
  done
  for k in "${MACHINES[@]}"; do await 20 sh_on "$k" '[[ $(wc -l </opt/ledger) -ge 5 ]]' || fail "machine $k accepts nothing"; done
}

stop_load() {
  local k
  for k in "${MACHINES[@]}"; do on "$k" touch /opt/stop; done
  for k in "${MACHINES[@]}"; do
    await 30 on "$k" ls /opt/ended >/dev/null || fail "the load of machine $k does not end"
    sh_on "$k" 'cat /opt/ledger' >"$scratch/ledger-$k"
  done
}

# The longest time between two that were accepted, in milliseconds: by one machine, or by any of them.
longest_gap() { # LEDGER...
  sort -n "$@" | awk 'NR > 1 && $1 - last > most { most = $1 - last } { last = $1 } END { print most + 0 }'
}

# Each payment of the ledger is counted once, and has one task, written once.
nothing_is_lost_or_twice() {
  local k
  for k in "${MACHINES[@]}"; do
    await 60 counts_all "$k" || fail "machine $k: $(wc -l <"$scratch/ledger-$k") accepted, counted: $(counted "$k")"
  done
  # Thousands of requests, of which a busy machine may leave one without an answer.
  await 60 list_humus || fail "the humus cannot be listed"
  for k in "${MACHINES[@]}"; do
    tasks_of "$k" >"$scratch/tasks"
    cut -d' ' -f2 "$scratch/ledger-$k" | sed 's/$/ 1/' | sort >"$scratch/expected"
    cmp -s "$scratch/tasks" "$scratch/expected" ||
      fail "machine $k, tasks (<) and accepted (>):" "$(diff "$scratch/tasks" "$scratch/expected" | head -n 10)"
  done
}

counts_all() { [[ $(counted "$1") == "$(wc -l <"$scratch/ledger-$1")" ]]; } # K
counted() { sh_on 1 "curl -s 127.0.0.1:8080/soil/customer-load-$1" | jq -r .completed; } # K

list_humus() { # on machine 1: the entity of each entry
  on 1 nimsforest humus ls -n 10000 -o json >"$scratch/humus.json" && jq -r '.entries[].entity' "$scratch/humus.json" >"$scratch/humus"
}

# Event and how often its task was written, a line each; from the humus, which forgets nothing.
tasks_of() { # K
  (($(wc -l <"$scratch/humus") < 10000)) || fail "the load was too long: the humus holds more than can be listed"
  sed -n "s/^task-load-$1-//p" "$scratch/humus" | sort | uniq -c | awk '{ print $2, $1 }' | sort
}

accepted() { cat "$scratch"/ledger-* | wc -l; }

audit_is_clean() {
  run on 1 nimsforest audit
  assert_status 0
}
