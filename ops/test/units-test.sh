#!/usr/bin/env bash
# The start gates of the systemd units: the commands of ExecStartPost, against a made-up server. What systemd itself does
# with the units is in machines-test.sh.
# Usage: units-test.sh [test_NAME...]
# shellcheck disable=SC2016 # dollars of the units
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/test/test-functions.sh
. "$here/test-functions.sh"

# The command as bash gets it: without systemd's quoting.
gate_of() { # UNIT
  sed -n "s/^ExecStartPost=\/bin\/bash -c '\(.*\)'\$/\1/p" "$here/../systemd/$1.service" | sed 's/\$\$/$/g; s/\\\\/\\/g'
}

# serve HOST STATUS: prints the port of a server that answers every request so, once for each connection.
serve() {
  mkfifo "$scratch/port"
  perl -MSocket=:all -e '
    my ($host, $status) = @ARGV;
    my $v6 = $host =~ /:/;
    socket(my $s, $v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or die "socket: $!";
    bind($s, $v6 ? pack_sockaddr_in6(0, inet_pton(AF_INET6, $host)) : pack_sockaddr_in(0, inet_pton(AF_INET, $host))) or die "bind: $!";
    listen($s, 5);
    my $port = $v6 ? (unpack_sockaddr_in6(getsockname($s)))[0] : (unpack_sockaddr_in(getsockname($s)))[0];
    open(my $out, ">", $ARGV[2]); print $out "$port\n"; close $out;
    alarm 20;
    while (accept(my $c, $s)) { sysread($c, my $request, 4096); syswrite($c, "HTTP/1.1 $status OK\r\n\r\n"); close $c }' \
    "$1" "$2" "$scratch/port" &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
  read -r port <"$scratch/port"
}

# gate HOST: the node's gate, for a node with this NIMSFOREST_HTTP_HOST; at most three seconds.
gate() {
  # shellcheck disable=SC2154 # port is of serve
  run env MAINPID=$$ NIMSFOREST_HTTP_HOST="$1" NIMSFOREST_HTTP_PORT="$port" timeout 3 bash -c "$(gate_of nimsforest)"
}

test_the_node_has_started_when_its_port_answers() {
  serve 127.0.0.1 200
  gate 127.0.0.1
  assert_status 0
  gate localhost
  assert_status 0
  gate 0.0.0.0
  assert_status 0
}

test_an_address_in_brackets_is_asked_without_them() {
  serve 127.0.0.1 200
  gate '[127.0.0.1]'
  assert_status 0
}

test_an_ipv6_address_is_asked() {
  # Not every container has IPv6.
  grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null || return 0
  serve ::1 200
  gate '[::1]'
  assert_status 0
  gate ::1
  assert_status 0
  gate '[::]'
  assert_status 0
}

test_it_has_not_started_before() {
  serve 127.0.0.1 503
  gate 127.0.0.1
  assert_status 124
}

test_a_process_that_is_gone_ends_the_wait() {
  local gone
  serve 127.0.0.1 503
  bash -c : & gone=$!
  wait "$gone"
  run env MAINPID="$gone" NIMSFOREST_HTTP_PORT="$port" timeout 3 bash -c "$(gate_of nimsforest)"
  assert_status 1
}

test_each_gate_is_a_command() {
  local unit
  for unit in nats nimsforest; do
    run bash -n -c "$(gate_of "$unit")"
    assert_status 0
    assert_contains "$(gate_of "$unit")" 'kill -0 $MAINPID'
  done
}

run_tests "$@"
