#!/usr/bin/env bash
#
# The one secret that secures a mesh: a small certificate authority and the
# password of the routes, in one file. Whoever has it can join the mesh.
#
#   cluster-token.sh new [--output FILE]
#       prints a new token, or writes it to FILE (0600). Make it once, copy it
#       to each machine, and give it to setup-server.sh or setup-nats-node.sh
#       as --cluster-token-file. The machines do not keep it.
#   cluster-token.sh show [--tls-dir DIR]
#       what this machine's certificate is for, and when it ends
#   cluster-token.sh renew --cluster-token-file FILE [--tls-names HOST,HOST] [--tls-dir DIR]
#       makes this machine a new certificate (good for 730 days) and has the
#       server read it; nothing restarts. Without --tls-names, those of setup
#
#   --tls-dir DIR   where the certificate is (/etc/nats/tls)
#   --help
#
# Needs root. Variables: TMPDIR (/tmp) for work that nobody else can read.
# Exit status: 0 done, 1 failed, 2 a flag or value is wrong.

set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/scripts/lib-messages.sh
source "$here/lib-messages.sh"
# shellcheck source=ops/scripts/lib-values.sh
source "$here/lib-values.sh"
# shellcheck source=ops/scripts/lib-addresses.sh
source "$here/lib-addresses.sh"
# shellcheck source=ops/scripts/lib-credentials.sh
source "$here/lib-credentials.sh"

command=''
output=''
token=''
names=''
tls_dir=/etc/nats/tls
work=''

read_flags() {
  case ${1:-} in
    -h | --help) usage_of "$0"; exit 0 ;;
    new | show | renew) command=$1; shift ;;
    '') fatal "say what to do: new, show or renew; --help explains" 2 ;;
    *) fatal "$(shown "$1") is not a command: new, show or renew; --help explains" 2 ;;
  esac
  while (($#)); do
    case $1 in
      -h | --help) usage_of "$0"; exit 0 ;;
      --output | --cluster-token-file | --tls-names | --tls-dir) need_value "$1" $# ;;
      *) fatal "unknown flag $(shown "${1%%=*}"); --help lists them" 2 ;;
    esac
    case $1 in
      --output) output=$2; check_path "$1" "$2" || true ;;
      --cluster-token-file) token=$2; check_token "$1" "$2" || true ;;
      --tls-names) names=$2; check_host_list "$1" "$2" ;;
      --tls-dir) tls_dir=$2; check_path "$1" "$2" || true ;;
    esac
    shift 2
  done
  [[ $command != renew || -n $token ]] || problem "renew needs --cluster-token-file FILE"
  stop_on_problems 2
}

run_new() {
  work=$(private_folder)
  umask 077
  if [[ -n $output ]]; then
    [[ ! -e $output ]] || fatal "$output is there already: a new token would lock the machines of the old one out; remove it first if that is meant"
    [[ -d $(dirname -- "$output") ]] || fatal "there is no folder $(dirname -- "$output")" 2
    new_token "$work" >"$work/token" || fatal "openssl could not make the token"
    mv -- "$work/token" "$output"
    info "the token is in $output: copy it to each machine, then keep it somewhere safe"
  else
    # With `new > FILE` the shell made the file readable for others.
    if [[ -f /dev/stdout ]]; then chmod 600 /dev/stdout; fi
    new_token "$work" || fatal "openssl could not make the token"
  fi
}

run_show() {
  local file=$tls_dir/cert.pem
  [[ -r $file ]] || fatal "there is no certificate in $tls_dir: this machine's mesh is not secured by a token"
  openssl x509 -in "$file" -noout -subject -issuer -enddate -ext subjectAltName
}

run_renew() {
  local name
  [[ -e $tls_dir/cert.pem ]] || fatal "there is no certificate in $tls_dir: secure this machine with setup-nats-node.sh --cluster-token-file"
  cmp -s "$tls_dir/ca.pem" <(token_pem "$token" CERTIFICATE) ||
    fatal "this token is of another mesh than the certificate in $tls_dir; changing the mesh's token is setup-nats-node.sh --cluster-token-file"
  name=$(openssl x509 -in "$tls_dir/cert.pem" -noout -subject -nameopt multiline | sed -n 's/^ *commonName *= //p')
  work=$(private_folder)
  [[ -n $names ]] || names=$(sed -n 's/^tls-names=//p' /etc/nimsforest/setup.conf 2>/dev/null) || true
  new_certificate "$token" "$work" "$name" "$names" || fatal "openssl could not make the certificate"
  install_certificate "$work" "$tls_dir"
  info "renewed: good until $(openssl x509 -in "$tls_dir/cert.pem" -noout -enddate | cut -d= -f2)"
  if systemctl is-active --quiet nats.service 2>/dev/null; then
    systemctl reload nats.service
    info "nats.service has read it"
  fi
}

clean_up() { [[ -z $work ]] || rm -rf -- "$work"; }

main() {
  trap clean_up EXIT
  read_flags "$@"
  need_root
  command -v openssl >/dev/null || fatal "openssl is missing: apt-get install openssl"
  "run_$command"
}

main "$@"
