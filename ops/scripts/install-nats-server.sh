#!/usr/bin/env bash
# Finds or gets a nats-server and prints its absolute path, alone, on stdout. All else goes to stderr.
#
# Usage:
#   install-nats-server.sh [--find]       $NATS_SERVER, else one on the PATH that is new enough, else the pinned
#                                         version in the user's cache, which is filled when it is empty
#   install-nats-server.sh --version V    exactly version V, from the user's cache; asks neither $NATS_SERVER nor the PATH
#     --no-build                          with --version: fails where it would have to be built
#   install-nats-server.sh --install      puts one into /usr/local/bin, unless one that is new enough is there;
#                                         with --version V exactly that one
#     --nats-server FILE                  with --install: installs FILE, for machines without a network
#   install-nats-server.sh --help
#
# The cache is filled by the first of these that works: the release archive, checked against the SHA-256 below; the
# distribution's package if it has that very version; 'go install'; with --find an archive or package of another version
# that is new enough; as root on Debian 'go install' with a Go that is installed for it. --install takes archive or
# package, never 'go install'. A wrong checksum ends the run at once.
#
# What is in the cache is compared with the SHA-256 that was recorded when it was put there, before it is run.
#
# Variables:
#   NATS_SERVER           a nats-server to use instead of all others (--find)
#   XDG_CACHE_HOME        where the cache is: $XDG_CACHE_HOME/nimsforest/nats-server/vV/nats-server   (~/.cache)
#   INSTALL_NATS_MIRROR   where the folders vV with the release archives are   (the project's releases on GitHub)
#   INSTALL_NATS_BIN_DIR  where --install puts it                              (/usr/local/bin)
#
# Exit status: 0 done, 1 failed, 2 wrong usage, 78 NATS_SERVER or FILE cannot be used, or is older than 2.11.0.
set -euo pipefail

OLDEST=2.11.0
PINNED=2.15.3
GO_MODULE=github.com/nats-io/nats-server/v2
MIRROR=${INSTALL_NATS_MIRROR:-https://github.com/nats-io/nats-server/releases/download}
BIN_DIR=${INSTALL_NATS_BIN_DIR:-/usr/local/bin}
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

# SHA-256 of nats-server-vVERSION-linux-ARCH.tar.gz, newest version first, as published with each release. A version that
# is not here is not taken as an archive, from wherever it comes.
checksums() {
  cat <<'END'
2.15.0 amd64 5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92
2.15.0 arm64 cdc208f5a3f42963a52b6ab06ef65626bb870315dc936e26ba571780c6351112
2.11.0 amd64 8e486041359de5bb562c16604c3815d88d99efed77c338b1c96efa46856a8b98
2.11.0 arm64 d286af6454cc78bd29acee5f46f212ee683adefab2694d338aeea0ba86e27f1b
END
}

info() { printf 'nats-server: %s\n' "$*" >&2; }
warn() { printf 'nats-server: warning: %s\n' "$*" >&2; }
fatal() { die 1 "$*"; }
die() {
  printf 'nats-server: error: %s\n' "$2" >&2
  exit "$1"
}

has() { command -v "$1" >/dev/null 2>&1; }

usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

# is_at_least 2.12.3 2.11.0
is_at_least() {
  local a b i
  IFS=. read -ra a <<<"$1"
  IFS=. read -ra b <<<"$2"
  for i in 0 1 2; do
    # In base ten, because 08 would be octal.
    ((10#${a[i]:-0} <= 10#${b[i]:-0})) || return 0
    ((10#${a[i]:-0} == 10#${b[i]:-0})) || return 1
  done
}

# Prints 2.15.3 for a nats-server of that version; fails for anything that is none.
version_of() {
  local out limit=() file=$1
  # Without a slash the shell would look for it on the PATH.
  [[ $file == */* ]] || file=./$file
  ! has timeout || limit=(timeout 10)
  out=$(${limit[@]+"${limit[@]}"} "$file" --version </dev/null 2>/dev/null) || return 1
  [[ $out =~ ^nats-server:\ v([0-9]+\.[0-9]+\.[0-9]+) ]] && printf '%s\n' "${BASH_REMATCH[1]}"
}

machine_arch() {
  case $(uname -m) in
    x86_64 | amd64) echo amd64 ;;
    aarch64 | arm64) echo arm64 ;;
    *) uname -m ;;
  esac
}

# What an ELF file was built for, by its e_machine field.
file_arch() {
  case $(od -An -tx1 -j18 -N2 "$1" 2>/dev/null | tr -d ' ') in
    3e00) echo amd64 ;;
    b700) echo arm64 ;;
    *) echo 'no known kind of machine' ;;
  esac
}

absolute() { printf '%s/%s\n' "$(cd -- "$(dirname -- "$1")" && pwd)" "$(basename -- "$1")"; }

# require_usable WHAT FILE: ends the run with one line unless FILE is a nats-server that is new enough.
require_usable() {
  local what=$1 file=$2 version
  [[ -e $file ]] || die 78 "$what names '$file', which does not exist; give the path of a nats-server >= $OLDEST"
  [[ -f $file ]] || die 78 "$what names '$file', which is not a file; give the path of the nats-server program in it"
  [[ -x $file ]] || die 78 "$what names '$file', which is not executable; chmod +x it, or give another"
  version=$(version_of "$file") ||
    die 78 "$what names '$file', which does not run here as a nats-server: it is for $(file_arch "$file"), this machine is $(machine_arch); its --version must print 'nats-server: v...'"
  is_at_least "$version" "$OLDEST" ||
    die 78 "$what names '$file', which is version $version; $OLDEST is the oldest that is supported"
}

# The first new enough nats-server on the PATH.
find_on_path() {
  local candidate version
  while IFS= read -r candidate; do
    if ! version=$(version_of "$candidate"); then
      info "skipping $candidate: it does not run as a nats-server"
    elif ! is_at_least "$version" "$OLDEST"; then
      info "skipping $candidate: version $version is older than $OLDEST"
    else
      info "using $candidate ($version) from the PATH"
      absolute "$candidate"
      return
    fi
  done < <(type -aP nats-server || true)
  return 1
}

cache_root() {
  local base=${XDG_CACHE_HOME:-}
  # The XDG rule: a relative path is to be ignored.
  [[ $base == /* ]] || base=~/.cache
  printf '%s/nimsforest/nats-server\n' "$base"
}

# cached VERSION: prints the cached program if it is there, is what was put there, and works. Its own word comes last.
cached() {
  local file
  file=$(cache_root)/v$1/nats-server
  [[ -x $file ]] || return 1
  if [[ ! -s $file.sha256 || $(sha256 "$file") != "$(<"$file.sha256")" ]]; then
    warn "$file is not what was put there (its SHA-256 is not that of $file.sha256): it is not run; getting it again"
    return 1
  fi
  if [[ $(version_of "$file") != "$1" ]]; then
    warn "$file is damaged; getting it again"
    return 1
  fi
  printf '%s\n' "$file"
}

# move_into_place FILE DESTINATION: in one step, so that no reader sees a partial file.
move_into_place() {
  mkdir -p "$(dirname -- "$2")" && chmod 0755 "$1" && mv -f "$1" "$2" && printf '%s\n' "$2"
}

# The functions from_* take a version and leave a program in $work/nats-server; they fail with a line that says why.

from_archive() {
  local version=$1 arch name sum
  arch=$(machine_arch)
  name=nats-server-v$version-linux-$arch
  sum=$(checksums | awk -v v="$version" -v a="$arch" '$1 == v && $2 == a { print $3 }')
  [[ $(uname -s) == Linux && -n $sum ]] ||
    { info "no release archive of $version for $(uname -s) $arch: no checksum is pinned for it" && return 1; }
  info "downloading $MIRROR/v$version/$name.tar.gz"
  download "$MIRROR/v$version/$name.tar.gz" "$work/archive" || { info "the archive cannot be downloaded" && return 1; }
  [[ $(sha256 "$work/archive") == "$sum" ]] ||
    fatal "wrong SHA-256 of $MIRROR/v$version/$name.tar.gz: $(sha256 "$work/archive"), expected $sum; nothing was installed; check the mirror or the network"
  tar -xzf "$work/archive" -C "$work" --strip-components=1 "$name/nats-server" || { info "the archive holds no $name/nats-server" && return 1; }
}

download() {
  if has curl; then
    curl -fsSL --connect-timeout 5 --max-time 600 -o "$2" "$1" >&2
  elif has wget; then
    wget -q --connect-timeout=5 --dns-timeout=5 --tries=1 -O "$2" "$1" >&2
  else
    info "neither curl nor wget is here" && return 1
  fi
}

sha256() {
  if has sha256sum; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d' ' -f1
}

# The package is only unpacked: installed, Debian's starts a server of its own on port 4222.
from_package() {
  local version=$1
  { has apt-get && has dpkg; } || { info "no package: apt-get is not here (other systems: install their nats-server package)" && return 1; }
  refresh_package_lists
  [[ $(package_version) == "$version" ]] ||
    { info "no package of $version: apt has $(package_version | grep . || echo "none ('apt-get update' may help)")" && return 1; }
  info "unpacking the distribution's package nats-server $version"
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download nats-server >&2 && dpkg -x nats-server_*.deb .) ||
    { info "the package cannot be downloaded" && return 1; }
  mv "$work/usr/sbin/nats-server" "$work/nats-server" || return 1
}

package_version() {
  ! has apt-cache || LC_ALL=C apt-cache policy nats-server 2>/dev/null | sed -n 's/^  Candidate: \([0-9.]*\).*/\1/p'
}

# A fresh machine knows no packages yet.
refresh_package_lists() {
  has apt-get && [[ -z $(package_version) && $(id -u) == 0 ]] || return 0
  info "apt knows no nats-server: apt-get update"
  apt-get -qq update >&2 || true
}

# Static, so that it also runs in an empty container.
from_go() {
  local version=$1 go
  go=$(cd / && go env GOVERSION 2>/dev/null) || { info "cannot build $version: Go is not here" && return 1; }
  bash "$here/install-go.sh" --check || { info "cannot build $version: ${go/go/Go } is too old to fetch the Go that it needs" && return 1; }
  info "building $version with ${go/go/Go }: one to two minutes, this once"
  (cd / && env -u GOOS -u GOARCH GOFLAGS='' GOTOOLCHAIN="${GOTOOLCHAIN:-auto}" CGO_ENABLED=0 GOBIN="$work" go install -trimpath \
    -ldflags "-w -X $GO_MODULE/server.serverVersion=v$version" "$GO_MODULE@v$version" 9>&-) >"$work/log" 2>&1 ||
    { cat "$work/log" >&2 && info "the build failed" && return 1; }
}

# get VERSION WAY...: leaves VERSION in $work by the first way that works.
get() {
  local version=$1 way got
  shift
  for way in "$@"; do
    "from_$way" "$version" || continue
    if got=$(version_of "$work/nats-server") && [[ $got == "$version" ]]; then return; fi
    warn "what came from $way does not run here as nats-server $version"
  done
  return 1
}

# Versions that are new enough and may be had where the pinned one may not.
other_versions() {
  local packaged
  checksums | head -n 1 | cut -d' ' -f1
  refresh_package_lists
  packaged=$(package_version)
  ! is_at_least "${packaged:-0}" "$OLDEST" || printf '%s\n' "$packaged"
}

# Builds with a Go that is installed for it, where that may be done and none was here before.
from_installed_go() {
  ! bash "$here/install-go.sh" --check || return 1
  { [[ $(id -u) == 0 ]] && has apt-get; } || return 1
  bash "$here/install-go.sh" || return 1
  hash -r
  from_go "$1"
}

# cache VERSION [other|no-build]: the cached program, got first if need be; with 'other', one that is new enough will do.
cache() {
  local version=$1 root ways=(archive package)
  ! cached "$version" || return 0
  root=$(cache_root)
  make_work_folder "$root"
  lock "$root/.lock-v$version"
  ! cached "$version" || return 0
  info "$version is not in $root yet"
  [[ ${2:-} == no-build ]] || ways+=(go)
  ! get "$version" "${ways[@]}" || { put_into_cache "$version"; return; }
  [[ ${2:-} != no-build ]] || fatal "nats-server $version is not in $root, and cannot be had without building it"
  [[ ${2:-} != other ]] || cache_another
  ! get "$version" installed_go || { put_into_cache "$version"; return; }
  if [[ ${2:-} == other ]]; then
    fatal "no nats-server: do one of these: put one >= $OLDEST on the PATH, set NATS_SERVER to its path, or install Go >= 1.21"
  fi
  fatal "no nats-server $version: install Go >= 1.21, which builds it"
}

put_into_cache() { # VERSION
  local file
  file=$(cache_root)/v$1/nats-server
  move_into_place "$work/nats-server" "$file" || fatal "cannot write to $(cache_root)"
  sha256 "$file" >"$file.sha256"
}

# Prints another version's program and ends the run, or comes back if there is none to be had.
cache_another() {
  local other others
  others=$(other_versions)
  for other in $others; do
    ! cached "$other" || exit 0
  done
  for other in $others; do
    info "trying $other instead"
    ! get "$other" archive package || { put_into_cache "$other"; exit; }
  done
}

# make_work_folder DIR: makes $work, a folder on the file system of DIR, gone at the end.
make_work_folder() {
  { mkdir -p "$1" && [[ -w $1 ]]; } 2>/dev/null || fatal "cannot write to $1: ${2:-check its owner, or set XDG_CACHE_HOME to a folder of yours}"
  work=$(mktemp -d "$1/.nats-server.XXXXXX")
  trap 'rm -rf "$work"' EXIT
}

# Parallel callers wait for the one that builds. Without flock each gets its own, and the last one stays.
lock() {
  has flock || return 0
  exec 9>"$1"
  ! flock -n 9 || return 0
  info "waiting for another run that is getting it"
  flock -w 1200 9 || fatal "$1 was held for 20 minutes"
}

find_one() {
  if [[ -n ${NATS_SERVER:-} ]]; then
    require_usable NATS_SERVER "$NATS_SERVER"
    info "using $NATS_SERVER, named by NATS_SERVER"
    absolute "$NATS_SERVER"
  else
    find_on_path || cache "$PINNED" other
  fi
}

# install_one VERSION FILE: either may be empty.
install_one() {
  local version=$1 file=$2 target=$BIN_DIR/nats-server present
  [[ -z $file ]] || require_usable --nats-server "$file"
  [[ ! -d $target ]] || fatal "$target is a folder; move it away"
  present=$(version_of "$target") || present=0
  if [[ -n $file ]] && cmp -s "$file" "$target" ||
    [[ -z $file && -n $version && $present == "$version" ]] ||
    { [[ -z $file$version ]] && is_at_least "$present" "$OLDEST"; }; then
    info "$target is there already ($present)"
    printf '%s\n' "$target"
    return
  fi
  make_work_folder "$BIN_DIR" "run it as root, e.g. with sudo"
  obtain "$version" "$file"
  info "installing $target ($(version_of "$work/nats-server"))"
  move_into_place "$work/nats-server" "$target"
}

# obtain VERSION FILE: leaves in $work what is to be installed.
obtain() {
  local version=$1 file=$2 other
  [[ -n $file$version ]] || file=$(find_on_path) || file=''
  if [[ -n $file ]]; then
    cp -- "$file" "$work/nats-server"
    return
  fi
  for other in ${version:-$(other_versions)}; do
    ! get "$other" archive package || return 0
  done
  fatal "no nats-server ${version:->= $OLDEST} was installed: bring one and give it with --nats-server FILE"
}

wrong_usage() { die 2 "$1; see $(basename -- "$0") --help"; }

main() {
  local mode='find' version='' file='' build=''
  while (($#)); do
    case $1 in
      --find) mode='find' ;;
      --install) mode='install' ;;
      --no-build) build='no-build' ;;
      --version | --nats-server)
        [[ -n ${2:-} ]] || wrong_usage "$1 needs a value"
        if [[ $1 == --version ]]; then version=${2#v}; else file=$2; fi
        shift
        ;;
      -h | --help) usage && return ;;
      *) wrong_usage "unknown option '$1'" ;;
    esac
    shift
  done
  [[ -z $version || $version =~ ^[0-9]{1,4}(\.[0-9]{1,4}){2}$ ]] || wrong_usage "--version '$version' is not a version such as $PINNED"
  [[ -z $version ]] || is_at_least "$version" "$OLDEST" ||
    die 78 "--version $version is older than $OLDEST, the oldest nats-server that is supported"
  [[ -z $build || ($mode == find && -n $version) ]] || wrong_usage "--no-build goes with --version, and without --install"
  [[ -z $file || ($mode == install && -z $version) ]] || wrong_usage "--nats-server goes with --install, and without --version"
  case $mode$version in
    install*) install_one "$version" "$file" ;;
    find) find_one ;;
    find*) cache "$version" ${build:+"$build"} ;;
  esac
}

main "$@"
