# Stops what `dev` has started when dev itself is gone without having done so, by kill -9 for one.
# Usage: sh -c SCRIPT guard DIR; its standard input is held open by dev, and ends with it.
dir=$1

# The processes that name a folder of ours in their arguments: a number alone may be somebody else's by now.
ours() {
  for pid in "$@"; do
    if { tr '\0' ' ' <"/proc/$pid/cmdline" || ps -o command= -p "$pid"; } 2>/dev/null | grep -qF -- "$dir/node-"; then
      echo "$pid"
    fi
  done
}

# One number a line; the server's own pid file has no line end.
pids() {
  for file in "$dir"/node-*/"$1"; do
    [ ! -f "$file" ] || echo "$(cat "$file")"
  done
}

# ends SIGNAL TENTHS PID... until none is left, or the time is up
ends() {
  signal=$1
  tenths=$2
  shift 2
  for pid in $(ours "$@"); do kill -s "$signal" "$pid" 2>/dev/null; done
  while [ -n "$(ours "$@")" ] && [ "$tenths" -gt 0 ]; do
    sleep 0.1
    tenths=$((tenths - 1))
  done
}

main() {
  trap '' HUP INT TERM
  while read -r _; do :; done
  nodes=$(pids node.pid)
  servers=$(pids nats.pid)
  # shellcheck disable=SC2086
  {
    ends TERM 50 $nodes
    ends TERM 30 $servers
    ends KILL 10 $nodes $servers
  }
}

main
