#!/usr/bin/env bash
# Makes sure that there is a Go on the PATH that can build what cannot be had otherwise. Prints nothing on stdout.
#
# Usage: install-go.sh [--check]
#   --check   installs nothing: only tells by its exit status whether there is one
#   --help
#
# From 1.21 on Go fetches by itself the newer Go that a module asks for, so 1.21 is enough. As root on Debian an older or
# missing one is installed from the distribution, or from its backports where the distribution's own is older.
#
# Exit status: 0 there is one now, 1 there is none, 2 wrong usage.
set -euo pipefail

OLDEST_MINOR=21

info() { printf 'go: %s\n' "$*" >&2; }
fatal() {
  printf 'go: error: %s\n' "$1" >&2
  exit "${2:-1}"
}

has() { command -v "$1" >/dev/null 2>&1; }

usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

go_is_new_enough() {
  local version
  version=$(cd / && go env GOVERSION 2>/dev/null) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= OLDEST_MINOR))
}

# Prints the releases whose golang-go is new enough for the lines 'golang-go | 2:1.23~2 | URL RELEASE/main ...' of apt-cache.
releases_with_new_go() {
  apt-cache madison golang-go 2>/dev/null | awk -F ' *[|] *' -v oldest="$OLDEST_MINOR" '
    { split($2, version, /[:.~-]/); split($3, source, " "); sub("/.*", "", source[2]) }
    version[2] > 1 || version[3] >= oldest { print source[2] }'
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >&2; }

add_backports() { # CODENAME
  local mirror
  mirror=$(apt-cache madison golang-go | awk -F ' *[|] *' 'NR == 1 { split($3, source, " "); print source[1] }')
  info "adding $1-backports to the sources of apt: /etc/apt/sources.list.d/nimsforest-backports.list"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s-backports main\n' \
    "${mirror:-http://deb.debian.org/debian}" "$1" >/etc/apt/sources.list.d/nimsforest-backports.list
  apt_get update
}

install_go() {
  local codename release
  info "installing Go from the distribution's packages"
  codename=$(. /etc/os-release && [[ $ID == debian ]] && echo "${VERSION_CODENAME:-}") || codename=''
  [[ -n $(apt-cache madison golang-go 2>/dev/null) ]] || apt_get update
  release=$(releases_with_new_go | head -n 1)
  if [[ -z $release && -n $codename ]]; then
    add_backports "$codename"
    release=$(releases_with_new_go | head -n 1)
  fi
  [[ -n $release ]] || fatal "apt has no Go >= 1.$OLDEST_MINOR; install one from https://go.dev/dl"
  apt_get install --yes --no-install-recommends --target-release "$release" golang-go
}

main() {
  case ${1:-} in
    '' | --check) ;;
    -h | --help) usage && return ;;
    *) fatal "unknown option '$1'; see --help" 2 ;;
  esac
  ! go_is_new_enough || return 0
  [[ ${1:-} != --check ]] || return 1
  { [[ $(id -u) == 0 ]] && has apt-get && has apt-cache; } ||
    fatal "Go >= 1.$OLDEST_MINOR is missing: apt-get install golang-go (Debian 12: from bookworm-backports), or https://go.dev/dl; as root on Debian it is installed by itself"
  install_go || fatal "Go could not be installed; see above"
  go_is_new_enough || fatal "the Go on the PATH is $(go env GOVERSION 2>/dev/null || echo missing), also after installing golang-go; put one >= 1.$OLDEST_MINOR first"
}

main "$@"
