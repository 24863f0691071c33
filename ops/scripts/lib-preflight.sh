# shellcheck shell=bash
# What setup checks before the first change: the values of its flags, and this machine.
# Sourced by lib-setup.sh, never run.
# shellcheck disable=SC2034,SC2154 # what lib-setup.sh defines and reads

check_everything() {
  local line said status=0
  generator_flags given
  ! given nats-server || GENERATOR_FLAGS+=(--nats-server "${FLAG[nats-server]}")
  said=$("$here/generate-nats-config.sh" --check-only "${GENERATOR_FLAGS[@]}" 2>&1) || status=$?
  while IFS= read -r line; do
    [[ $line != error:* ]] || problem "${line#error: }"
  done <<<"$said"
  ((status != 78)) || PROBLEM_STATUS=78
  [[ ${FLAG[backup-keep]} =~ ^(0|[1-9][0-9]{0,3})$ ]] || problem "--backup-keep $(shown "${FLAG[backup-keep]}"): not a number from 0 to 9999"
  ! given nats-server || check_sum --nats-server "${FLAG[nats-server]}"
  check_jar
  stop_on_problems 2
  parse_peers --cluster-peers "${FLAG[cluster-peers]}" 6222 "${FLAG[node-name]}"
  check_machine
  stop_on_problems 1
}

check_jar() {
  local default=$root/bootstrap/target/nimsforest.jar
  [[ $with_node != no ]] || return 0
  if given jar; then
    if check_readable_file --jar "${FLAG[jar]}"; then
      with_node=yes
      [[ $(head -c 2 -- "${FLAG[jar]}") == PK ]] || problem "--jar ${FLAG[jar]}: not a jar"
      check_sum --jar "${FLAG[jar]}"
    fi
  elif [[ -s $default ]]; then
    FLAG[jar]=$default
  elif [[ -s $installed_jar ]]; then
    FLAG[jar]=$installed_jar
  elif [[ $with_node == yes ]]; then
    problem "there is no nimsforest.jar to install: build it with ops/nimsforest --version, or give --jar FILE"
  else
    info "no nimsforest.jar in this checkout: NATS only; setup-server.sh --jar FILE installs the node beside it"
    with_node=no
  fi
}

# Where a checksum lies beside a file, it has to be the file's.
check_sum() { # FLAG FILE
  local wanted
  [[ -s $2.sha256 ]] || return 0
  wanted=$(cut -d' ' -f1 -- "$2.sha256" | head -n 1)
  [[ $(sha256sum <"$2" | cut -d' ' -f1) == "$wanted" ]] ||
    problem "$1 $2: its SHA-256 is not that of $2.sha256; get it again, and install neither"
}

check_machine() {
  ((EUID == 0)) || problem "$(basename -- "$0") needs root: run it with sudo"
  [[ -d /run/systemd/system ]] || problem "systemd does not run this machine: the server and the node are its services"
  check_command jq
  [[ ${FLAG[clients]} == open && -z ${FLAG[tls-cert]:-} ]] || check_command openssl
  check_command useradd passwd
  check_ports
  check_disk
  check_data
  check_servers
  [[ $with_node == no ]] || check_java
  check_clock
}

check_command() { # COMMAND [PACKAGE]
  command -v "$1" >/dev/null || problem "$1 is missing: apt-get install ${2:-$1}"
}

# Ports somebody listens on, as the kernel tells them.
listening_ports() {
  local local_address state
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ local_address _ state _; do
    [[ $state != 0A ]] || echo $((16#${local_address##*:}))
  done | sort -un
}

check_ports() {
  local port taken owner wanted=() distribution=''
  if is_active nats-server.service; then distribution=', as with systemctl disable --now nats-server'; fi
  is_active nats.service || wanted+=(4222 6222 8222)
  [[ $with_node == no ]] || is_active nimsforest.service || wanted+=(8080)
  taken=$(listening_ports)
  for port in "${wanted[@]}"; do
    grep -qx "$port" <<<"$taken" || continue
    owner=$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -n 's/.*users:((\("[^"]*",pid=[0-9]*\).*/ (\1)/p' | head -n 1)
    problem "port $port is taken by another program$owner: stop it first$distribution"
  done
}

check_disk() {
  local free folder=/var/lib
  [[ ! -d $data ]] || folder=$data
  free=$(df -B1 --output=avail -- "$folder" | tail -n 1)
  if ((free < 512 << 20)); then
    problem "$folder has $((free >> 20)) MB free: JetStream needs 512 MB to begin with"
  elif ((free < $(size_in_bytes "${FLAG[jetstream-max-file]}"))); then
    warn "$folder has $((free >> 20)) MB free, less than --jetstream-max-file ${FLAG[jetstream-max-file]}: the disk may be full before the server says so"
  fi
}

# A server that finds itself in a mesh removes streams which the mesh has never heard of: half a minute later they are gone.
check_data() {
  local store=$data/jetstream/jetstream
  ((${#PEERS[@]})) && [[ ! -d $store/\$SYS/_js_/_meta_ ]] || return 0
  compgen -G "$store/*/streams/*" >/dev/null || return 0
  problem "$data holds streams of a single server, which a mesh would delete: docs/CLUSTER_DEPLOYMENT.md says how to take them along; to begin without them, --uninstall --purge-data first"
}

# Servers before 2.11 keep the replicas of a stream by other rules: in one mesh the replicas come to differ for good. And
# two servers of one name cannot be in one mesh.
check_servers() {
  local peer host folder ours info
  if ! given nats-server && [[ -s $server_mark && -x $server ]] && ! cmp -s "$server_mark" <(sha256sum <"$server"); then
    warn "$server is not the file that setup installed (SHA-256 in $server_mark): unless somebody upgraded it, give --nats-server FILE"
  fi
  if ! given nats-server && ours=$(server_version "$server"); then
    check_version "$server" "$ours" "give a newer one with --nats-server FILE, or put one there with install-nats-server.sh --install; docs/DEPLOYMENT.md#upgrading"
  fi
  mkdir "$work/route"
  route_certificate "$work/route" || rm -f -- "$work/route"/*
  for peer in "${PEERS[@]}"; do
    host=${peer%:*} host=${host#[}
    info=$(route_info "${host%]}" "${peer##*:}" "$work/route")
    [[ -n $info ]] || continue
    check_version "$peer" "$(jq -r .version <<<"$info")" 'stop the nodes, then nats, on all machines first, as docs/DEPLOYMENT.md#upgrading says'
    check_name_is_free "$peer" "$info"
  done
}

check_name_is_free() { # PEER INFO
  [[ $(jq -r '.server_name // ""' <<<"$2") == "${FLAG[node-name]}" ]] || return 0
  # By another name or address a peer may be this machine itself.
  [[ $(jq -r .server_id <<<"$2") != "$(monitoring_or_nothing /varz | jq -r '.server_id // ""')" ]] || return 0
  problem "--node-name ${FLAG[node-name]}: the server at $1 has this name: give each machine a name of its own"
}

# What a server tells whoever connects to its route port, as JSON; nothing without an answer. A secured one tells it only
# those who show a certificate of the mesh: the one in FOLDER, if there is one.
route_info() { # HOST PORT FOLDER
  local line
  line=$([[ -s $3/cert.pem ]] && secured_route_info "$@" || plain_route_info "$@") || return 0
  jq -c 'select(.version)' <<<"${line#INFO }" 2>/dev/null || true
}

plain_route_info() { # HOST PORT
  # shellcheck disable=SC2016 # for the inner shell
  timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1" && read -r -t 1 line <&3 && echo "$line"' "$1" "$2" 2>/dev/null
}

secured_route_info() { # HOST PORT FOLDER
  local line=''
  IFS= read -r -t 3 line < <(exec timeout 3 openssl s_client -quiet -connect "$(bracketed "$1"):$2" -CAfile "$3/ca.pem" \
    -cert "$3/cert.pem" -key "$3/key.pem" 2>/dev/null < <(exec sleep 3)) || true
  [[ $line == INFO\ * ]] && echo "$line"
}

# A certificate with which this machine may look at the others, before it has one of its own.
route_certificate() { # FOLDER
  local part
  if given cluster-token-file; then
    new_certificate "${FLAG[cluster-token-file]}" "$1" "${FLAG[node-name]}"
  elif given tls-cert; then
    for part in ca cert key; do cp -- "${FLAG[tls-$part]}" "$1/$part.pem" || return 1; done
  elif [[ -s $etc/tls/cert.pem ]]; then
    cp -- "$etc/tls"/{ca,cert,key}.pem "$1/"
  else
    return 1
  fi
}

check_java() {
  local version
  version=$(java -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1) || true
  ((${version:-0} < 17)) || return 0
  if [[ $with_node == yes ]]; then
    problem "Java 17 or later is needed to run the node: apt-get install openjdk-17-jre-headless"
  else
    warn "there is no Java 17 or later: NATS only; for the node beside it, apt-get install openjdk-17-jre-headless and run this again"
    with_node=no
  fi
}

check_clock() {
  [[ $(timedatectl show -p NTPSynchronized --value 2>/dev/null || true) != no ]] ||
    warn "the clock of this machine is not synchronised (timedatectl): times in events and certificates will be off"
}
