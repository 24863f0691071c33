# shellcheck shell=bash
# Another token machine by machine, without a gap. trust: a machine takes certificates of both authorities, and asks routes for no
# password, since a server knows only one. switch: it shows its certificate of the new one, and the new password. Then the old one
# is dropped. Each stage begins when all machines have the one before.
# Also what a server or node runs with, told from what is installed. Sourced by lib-setup.sh, never run.
# shellcheck disable=SC2034,SC2154 # what lib-setup.sh defines and reads

NEW_TOKEN='' # of rotate-token
STAGE=''

check_stage() {
  [[ -n $STAGE ]] || return 0
  [[ -n $NEW_TOKEN ]] || fatal "--stage goes with rotate-token" 2
  [[ $STAGE =~ ^(trust|switch)$ ]] || fatal "--stage $(shown "$STAGE"): trust or switch, or none for the last stage" 2
  unset 'FLAG[cluster-token-file]'
}

# While a mesh changes its token: the password that a machine shows is in its routes, and none is asked for.
routes_are_by_certificate() { # CONF
  [[ -r $1 ]] && grep -qs 'nats-route://[^@]*:[^@]*@' "$1" && ! sed -n '/^cluster {/,/^}/p' "$1" | grep -q '^  authorization {'
}

login_of_routes() { # CONF: user and password, a line each
  local login part
  login=$(sed -n 's/^.*nats-route:\/\/\([^@]*\)@.*$/\1/p' "$1" | head -n 1)
  for part in "${login%%:*}" "${login#*:}"; do printf '%b\n' "${part//%/\\x}"; done
}

trusts_token() { # CA-FILE TOKEN
  [[ $(awk 1 "$1" 2>/dev/null) == *"$(token_pem "$2" CERTIFICATE)"* ]]
}

shows_token() { # CERTIFICATE TOKEN
  openssl verify -CAfile <(token_pem "$2" CERTIFICATE) "$1" >/dev/null 2>&1
}

# The flags of the stage, in place of what is kept. Without --stage, a machine that switched just drops the old authority.
take_stage() {
  local tls=$etc/tls
  if [[ -z $STAGE ]]; then drop_old_token; return 0; fi
  check_token rotate-token "$NEW_TOKEN" || return 0
  if [[ ${FLAG[tls-cert]:-} != "$tls/cert.pem" || -z ${FLAG[cluster-user]:-} ]]; then
    problem "--stage: the routes of this machine have no certificate and password that could go on meanwhile: rotate-token without --stage"
    return 0
  fi
  mkdir "$work/stage"
  cp -- "$tls/ca.pem" "$work/stage/ca.pem"
  if ! trusts_token "$tls/ca.pem" "$NEW_TOKEN"; then
    [[ $STAGE == trust ]] || problem "--stage switch: this machine does not trust the new token yet: --stage trust on all machines first"
    token_pem "$NEW_TOKEN" CERTIFICATE >>"$work/stage/ca.pem"
  fi
  FLAG[tls-ca]=$work/stage/ca.pem FLAG[routes-by-certificate]=yes
  [[ $STAGE == trust ]] || switch_to_token
}

switch_to_token() {
  local names
  use_token_password
  if shows_token "$etc/tls/cert.pem" "$NEW_TOKEN" && same_key "$etc/tls/cert.pem" "$etc/tls/key.pem"; then return 0; fi
  mkdir "$work/switch"
  names=$(openssl x509 -in "$etc/tls/cert.pem" -noout -ext subjectAltName | sed -n 's/\(DNS\|IP Address\)://g;2p' | tr -d ' ')
  new_certificate "$NEW_TOKEN" "$work/switch" "${FLAG[node-name]}" "$names" || fatal "openssl could not make the certificate"
  FLAG[tls-cert]=$work/switch/cert.pem FLAG[tls-key]=$work/switch/key.pem
}

use_token_password() {
  FLAG[cluster-user]=nimsforest FLAG[cluster-password-file]=$work/token-password
  (umask 077 && token_password "$NEW_TOKEN" >"$work/token-password")
}

drop_old_token() {
  local tls=$etc/tls
  [[ -n $NEW_TOKEN ]] && routes_are_by_certificate "$conf" && check_token rotate-token "$NEW_TOKEN" || return 0
  if ! shows_token "$tls/cert.pem" "$NEW_TOKEN" || ! same_key "$tls/cert.pem" "$tls/key.pem"; then return 0; fi
  unset 'FLAG[cluster-token-file]'
  use_token_password
  (umask 077 && token_pem "$NEW_TOKEN" CERTIFICATE >"$work/token-ca")
  FLAG[tls-cert]=$tls/cert.pem FLAG[tls-key]=$tls/key.pem FLAG[tls-ca]=$work/token-ca
}

# --- what runs, and what is installed ---------------------------------------------------

# A setup that was killed may have left an installed file that nothing has read yet.

runs_replaced_server() {
  local process
  process=$(systemctl show -p MainPID --value nats.service 2>/dev/null) || return 1
  ((${process:-0})) && [[ -s $server ]] && ! cmp -s "/proc/$process/exe" "$server"
}

runs_replaced_configuration() {
  local read
  read=$(monitoring_or_nothing /varz | jq -r '.config_load_time // ""')
  [[ -n $read ]] && [[ -n $(find "$conf" "$etc/tls" -type f -newermt "$read" 2>/dev/null) ]]
}

runs_replaced_node() {
  local began
  is_active nimsforest.service && began=$(systemctl show -p ExecMainStartTimestamp --value nimsforest.service) && [[ -n $began ]] || return 1
  (($(stat -c %Y -- "$installed_jar") > $(date -d "$began" +%s)))
}
