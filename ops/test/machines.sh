# shellcheck shell=bash
# Machines with a real systemd, as containers: booted, cut off, brought back.
#
# The image is made once: a bookworm by mmdebstrap, kept as a tarball in the
# user's cache. It needs root, docker and mmdebstrap. Variables:
#   NIMSFOREST_MACHINE_IMAGE   an image to use instead (systemd and the packages below)
#   MACHINE_JAR                the jar that goes with the checkout
#                              (bootstrap/target/nimsforest.jar, else a stand-in)
#   KEEP_MACHINES=yes          leaves the machines as they are at the end

# shellcheck disable=SC2154 # root, the checkout, and machine_jar are of the test
MACHINE_PACKAGES=systemd,systemd-sysv,dbus,curl,ca-certificates,openssl,jq,openjdk-17-jre-headless,iproute2,iptables,procps,sudo,adduser,kmod,openssh-server,openssh-client
MACHINES=()
mesh_id=nimsforest-$$-$RANDOM
subnet=''

require_docker() {
  docker info >/dev/null 2>&1 || {
    echo "the machine tests need a Docker engine: apt-get install docker.io and start dockerd, or leave them out with -DskipITs" >&2
    exit 1
  }
}

machine_image() { # prints the name of the image, made if need be
  local key name tarball
  if [[ -n ${NIMSFOREST_MACHINE_IMAGE:-} ]]; then
    echo "$NIMSFOREST_MACHINE_IMAGE"
    return
  fi
  key=$(sha256sum <<<"bookworm $MACHINE_PACKAGES" | cut -c1-12)
  name=nimsforest-machine:$key
  tarball=${XDG_CACHE_HOME:-$HOME/.cache}/nimsforest/machine/$key.tar
  if ! docker image inspect "$name" >/dev/null 2>&1; then
    [[ -s $tarball ]] || build_tarball "$tarball"
    docker import "$tarball" "$name" >/dev/null
  fi
  echo "$name"
}

build_tarball() { # FILE
  command -v mmdebstrap >/dev/null || {
    echo "the machine tests need mmdebstrap: apt-get install mmdebstrap, or name an image in NIMSFOREST_MACHINE_IMAGE" >&2
    exit 1
  }
  echo "making the image of a machine, this once: one to two minutes" >&2
  mkdir -p "$(dirname "$1")"
  # The Java package fails to install without the folder of the manual.
  # shellcheck disable=SC2016 # for the hook's own shell
  mmdebstrap --quiet --variant=minbase --include="$MACHINE_PACKAGES" --dpkgopt='path-include=/usr/share/man/man1' \
    --setup-hook='mkdir -p "$1/usr/share/man/man1"' bookworm "$1.part.tar" >&2
  mv "$1.part.tar" "$1"
}

# The specification's 192.168.1.0/24, unless this host has it already.
make_network() {
  local third
  for third in 1 $((RANDOM % 200 + 20)) $((RANDOM % 200 + 20)) $((RANDOM % 200 + 20)); do
    subnet=192.168.$third
    if docker network create --internal --label nimsforest-test --subnet "$subnet.0/24" --gateway "$subnet.1" "$mesh_id" >/dev/null 2>&1; then return; fi
  done
  echo "no free network 192.168.x.0/24 for the machines" >&2
  exit 1
}

machine_address() { echo "$subnet.$((9 + $1))"; } # K

# boot_machines N: machine 1 to N at .10, .11, ..., with the checkout in /opt/nimsforest.
#
# One mesh boots at a time: a boot is a hundred processes in a row, and ten at once on two processors, beside all other
# tests, last for a minute.
boot_machines() {
  local k image
  image=$(machine_image)
  make_network
  for ((k = 1; k <= $1; k++)); do MACHINES+=("$k"); done
  (
    flock 9
    for k in "${MACHINES[@]}"; do start_machine "$k" "$image" & done
    wait
    for k in "${MACHINES[@]}"; do await_boot "$k" || exit 1; done
  ) 9>"${TMPDIR:-/tmp}/nimsforest-boot.lock"
}

await_boot() { # K
  await 60 booted "$1" || {
    echo "machine $1 did not boot in 60 s: $(docker exec "$mesh_id-$1" systemctl is-system-running 2>&1); its jobs:" >&2
    docker exec "$mesh_id-$1" systemctl list-jobs --no-pager >&2
    return 1
  }
}

start_machine() { # K IMAGE
  local name=$mesh_id-$1
  # An archive of classes takes each setup some seconds of a processor; where a restart is measured, the node needs it.
  docker create -e CLASS_ARCHIVE="${CLASS_ARCHIVE:-no}" --name "$name" --hostname "machine-$1" --network "$mesh_id" --ip "$(machine_address "$1")" --label nimsforest-test \
    --cap-add SYS_ADMIN --cap-add NET_ADMIN --cap-add SYS_PTRACE --security-opt seccomp=unconfined --cgroupns=private \
    --tmpfs /run --tmpfs /run/lock --tmpfs /tmp:exec,mode=1777 --stop-signal SIGRTMIN+3 -e container=docker \
    "$2" /lib/systemd/systemd >/dev/null
  copy_checkout | docker cp - "$name:/opt/" >/dev/null
  docker start "$name" >/dev/null
}

# What an operator brings: the checkout with its jar, a nats-server, since there is no network to get one from, and nats.
copy_checkout() {
  local stage
  stage=$(mktemp -d)
  mkdir -p "$stage/nimsforest/bootstrap/target" "$stage/bin"
  cp -r "$root/ops" "$stage/nimsforest/"
  cp "$machine_jar" "$stage/nimsforest/bootstrap/target/nimsforest.jar"
  cp "$(server_of "${MACHINE_SERVER:-$NEWEST_SERVER}")" "$stage/bin/nats-server"
  cp "$("$root/ops/test/nats-cli.sh" 2>/dev/null)" "$stage/bin/nats"
  tar -C "$stage" -c .
  rm -rf "$stage"
}

booted() { [[ $(docker exec "$mesh_id-$1" systemctl is-system-running 2>/dev/null) =~ ^(running|degraded)$ ]]; }

on() { # K COMMAND...
  local k=$1
  shift
  docker exec -i "$mesh_id-$k" "$@" </dev/null
}

sh_on() { on "$1" bash -c "$2"; } # K SCRIPT

kill_machine() { docker kill "$mesh_id-$1" >/dev/null; }
power_on() { docker start "$mesh_id-$1" >/dev/null && await_boot "$1"; }
reboot_machine() { docker restart -t 20 "$mesh_id-$1" >/dev/null && await_boot "$1"; }

# With KEEP_MACHINES=yes they stay, to be looked at: docker exec -it NAME bash.
remove_machines() {
  local names
  if [[ ${KEEP_MACHINES:-no} == yes ]]; then echo "the machines of $mesh_id stay" >&2; return; fi
  names=$(docker ps -aq --filter "name=$mesh_id-")
  # shellcheck disable=SC2086 # ids are words
  [[ -z $names ]] || docker rm -f $names >/dev/null 2>&1 || true
  docker network rm "$mesh_id" >/dev/null 2>&1 || true
}
