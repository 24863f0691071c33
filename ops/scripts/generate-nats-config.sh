#!/usr/bin/env bash
#
# Prints the configuration of a NATS server of the forest's mesh, or writes it
# to a file. Every value is checked first, and the real server checks the
# result; when anything is wrong, all of it is said and nothing is written.
#
#   generate-nats-config.sh --node-name NAME --cluster-peers H:P,H:P [FLAG...]
#
# The machine and its mesh
#   --node-name NAME            its name in the mesh ($NODE_NAME); required
#   --cluster-peers H:P,H:P     the other machines ($CLUSTER_PEERS); [v6]:port as
#                               well; its own address among them is left out;
#                               none: a single server without a cluster
#   --jetstream-max-mem SIZE    memory for JetStream ($JETSTREAM_MAX_MEM, 256MB)
#   --jetstream-max-file SIZE   disk for JetStream ($JETSTREAM_MAX_FILE, 10GB)
#   --client-host HOST          where clients connect (127.0.0.1)
#   --output FILE               write here, at once and whole; else to stdout
# Security (docs/CLUSTER_DEPLOYMENT.md)
#   --cluster-token-file FILE   of cluster-token.sh: mutual TLS between the
#                               machines, route password, users. With --output
#                               the certificate is made where it is missing
#   --cluster-user USER --cluster-password-file FILE   your own route password
#   --tls-cert FILE --tls-key FILE --tls-ca FILE       your own certificate
#   --routes-by-certificate     with these: the others need no route password, while the
#                               machines of a mesh change to another token one by one
#   --tls-dir DIR               where the token's certificate is (beside the
#                               output: tls/; without --output /etc/nats/tls)
#   --tls-names HOST,HOST       more names and addresses peers know it by
#   --system-secret-file FILE   a secret of this machine alone: the passwords of
#                               its users are made from it, and from nothing that
#                               another machine knows. Without a token or password:
#                               users of the system account, for looking at the mesh
#   --client-passwords          clients need a password also where the mesh has no
#                               token and no route password
#   --users-file FILE           further users, a line each, as setup-server.sh add-user
#                               writes it: NAME node, or NAME publish=S,S subscribe=S,S;
#                               salt=HEX after it makes another password of the same secret
#   --leaf-subjects S,S         what leaves travel on: the node's user may use no
#                               others (payment.>,followup.>,email.>)
# For more than one server on a machine, as `nimsforest dev` has them
#   --client-port P (4222)  --cluster-port P (6222)  --http-port P (8222)
#   --cluster-host HOST (0.0.0.0)  --cluster-name NAME (nimsforest)
#   --store-dir DIR (/var/lib/nats/jetstream; the server adds a folder jetstream)
#   --pid-file FILE  --log-file FILE (none: the server logs to stderr)
#   --nats-server FILE          the server that checks ($NATS_SERVER, else the
#                               one that install-nats-server.sh --find names)
#   --check-only                says what is wrong with the flags, and no more
#   --help
#
# Exit status: 0 done, 1 failed, 2 a flag or value is wrong, 78 the server is
# older than the oldest that is supported, 2.11.0.

set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/scripts/lib-messages.sh
source "$here/lib-messages.sh"
# shellcheck source=ops/scripts/lib-values.sh
source "$here/lib-values.sh"
# shellcheck source=ops/scripts/lib-addresses.sh
source "$here/lib-addresses.sh"
# shellcheck source=ops/scripts/lib-versions.sh
source "$here/lib-versions.sh"
# shellcheck source=ops/scripts/lib-credentials.sh
source "$here/lib-credentials.sh"

template="$here/../nats/nats-cluster.conf.template"
declare -A FLAG=(
  [node-name]="${NODE_NAME:-}" [cluster-peers]="${CLUSTER_PEERS:-}"
  [jetstream-max-mem]="${JETSTREAM_MAX_MEM:-256MB}" [jetstream-max-file]="${JETSTREAM_MAX_FILE:-10GB}"
  [client-host]=127.0.0.1 [client-port]=4222 [cluster-host]=0.0.0.0 [cluster-port]=6222
  [http-port]=8222 [cluster-name]=nimsforest [store-dir]=/var/lib/nats/jetstream
  [leaf-subjects]='payment.>,followup.>,email.>'
)
declare -A VALUE=() BLOCK=()
PEERS=()
work=''
temporary=''
check_only=0
client_passwords=0
routes_by_certificate=0

read_flags() {
  while (($#)); do
    case $1 in
      -h | --help) usage_of "$0"; exit 0 ;;
      --check-only) check_only=1; shift ;;
      --client-passwords) client_passwords=1; shift ;;
      --routes-by-certificate) routes_by_certificate=1; shift ;;
      --node-name | --cluster-peers | --jetstream-max-mem | --jetstream-max-file | --client-host | --output | \
        --cluster-token-file | --cluster-user | --cluster-password-file | --tls-cert | --tls-key | --tls-ca | \
        --tls-dir | --tls-names | --system-secret-file | --users-file | --leaf-subjects | --client-port | --cluster-port | --http-port | --cluster-host | \
        --cluster-name | --store-dir | --pid-file | --log-file | --nats-server)
        need_value "$1" $#
        FLAG[${1#--}]=$2
        shift 2
        ;;
      *) fatal "unknown flag $(shown "${1%%=*}"); --help lists them" 2 ;;
    esac
  done
}

given() { [[ -n ${FLAG[$1]+x} ]]; }

check_flags() {
  check_name --node-name "${FLAG[node-name]}"
  check_name --cluster-name "${FLAG[cluster-name]}"
  check_size --jetstream-max-mem "${FLAG[jetstream-max-mem]}"
  check_size --jetstream-max-file "${FLAG[jetstream-max-file]}"
  check_host --client-host "${FLAG[client-host]}"
  check_host --cluster-host "${FLAG[cluster-host]}"
  check_port --client-port "${FLAG[client-port]}"
  check_port --cluster-port "${FLAG[cluster-port]}"
  check_port --http-port "${FLAG[http-port]}"
  check_server_path --store-dir "${FLAG[store-dir]}"
  ! given pid-file || check_server_path --pid-file "${FLAG[pid-file]}"
  ! given log-file || check_server_path --log-file "${FLAG[log-file]}"
  ! given tls-dir || check_path --tls-dir "${FLAG[tls-dir]}" || true
  check_subjects --leaf-subjects "${FLAG[leaf-subjects]}"
  check_output
  check_server
  check_peers
  check_security
}

# A home folder may have any name, so these are quoted, not refused.
check_server_path() { # FLAG VALUE
  if [[ -z $2 || ${#2} -gt 1024 || $2 =~ [[:cntrl:]] ]]; then
    problem "$1 $(shown "$2"): a path of 1 to 1024 characters on one line"
  fi
}

check_output() {
  local folder
  given output || return 0
  check_path --output "${FLAG[output]}" || return 0
  folder=$(dirname -- "${FLAG[output]}")
  if [[ -d ${FLAG[output]} ]]; then
    problem "--output ${FLAG[output]}: a folder; give a file"
  elif [[ ! -d $folder ]]; then
    problem "--output ${FLAG[output]}: there is no folder $folder"
  elif [[ ! -w $folder ]]; then
    problem "--output ${FLAG[output]}: $(id -un) may not write in $folder"
  fi
}

check_server() {
  local server
  given nats-server || return 0
  check_readable_file --nats-server "${FLAG[nats-server]}" || return 0
  server=$(realpath -- "${FLAG[nats-server]}")
  if [[ ! -x $server ]] || ! VALUE[SERVER_VERSION]=$(server_version "$server"); then
    problem "--nats-server ${FLAG[nats-server]}: not a nats-server that runs here"
    return 0
  fi
  check_version "--nats-server ${FLAG[nats-server]}" "${VALUE[SERVER_VERSION]}"
  VALUE[SERVER]=$server
}

# After all checks, since it may fill the user's cache.
find_server() {
  local status=0
  [[ -z ${VALUE[SERVER]:-} ]] || return 0
  VALUE[SERVER]=$(bash "$here/install-nats-server.sh" --find) || status=$?
  ((status != 78)) || exit 78
  if ((status == 0)) && VALUE[SERVER_VERSION]=$(server_version "${VALUE[SERVER]}"); then return 0; fi
  VALUE[SERVER]='' VALUE[SERVER_VERSION]=''
  warn "no nats-server was found: no server has checked the configuration"
}

check_peers() {
  local machines
  valid_port "${FLAG[cluster-port]}" || return 0
  parse_peers --cluster-peers "${FLAG[cluster-peers]}" "${FLAG[cluster-port]}" "${FLAG[node-name]}"
  machines=$((${#PEERS[@]} + 1))
  ((${#PROBLEMS[@]} == 0)) || return 0
  if ((machines > 63)); then
    problem "--cluster-peers: $machines machines; a mesh has at most 63, and 3 or 5 are enough"
  elif ((machines > 7)); then
    warn "$machines machines: every write waits for a majority of them; a mesh of 3 or 5 is faster and as safe"
  elif ((machines % 2 == 0)); then
    warn "$machines machines: an even mesh survives no more failures than one of $((machines - 1)); take an odd number"
  elif ((machines == 1)) && [[ ${FLAG[cluster-peers]} == *:* ]]; then
    warn "the only peer is this machine itself: a single server, no cluster"
  fi
}

check_security() {
  ! given tls-names || check_host_list --tls-names "${FLAG[tls-names]}"
  if given cluster-token-file; then
    if given cluster-user || given cluster-password-file || given tls-cert || given tls-key || given tls-ca; then
      problem "--cluster-token-file brings a route password and certificates: leave out --cluster-* and --tls-* or the token"
    fi
    if check_openssl; then check_token --cluster-token-file "${FLAG[cluster-token-file]}" || true; fi
  fi
  ! given system-secret-file || { check_openssl && check_secret_file --system-secret-file "${FLAG[system-secret-file]}"; } || true
  ((!client_passwords)) || check_openssl || true
  if given users-file && check_secret_file --users-file "${FLAG[users-file]}"; then
    check_users --users-file "${FLAG[users-file]}"
    ((client_passwords)) || given cluster-token-file || given cluster-user ||
      problem "--users-file: clients of this server need no password; give --client-passwords as well"
  fi
  ((!routes_by_certificate)) || { given cluster-user && given tls-cert; } ||
    problem "--routes-by-certificate goes with --cluster-user and --tls-cert"
  ! given cluster-token-file || return 0
  check_together cluster-user cluster-password-file && check_own_password
  check_together tls-cert tls-key tls-ca && check_own_certificate
  return 0
}

check_openssl() {
  command -v openssl >/dev/null && return 0
  problem "openssl is missing, and a secured mesh needs it: apt-get install openssl"
  return 1
}

check_together() { # NAME...: true when all are given
  local name present=() missing=()
  for name in "$@"; do
    if given "$name"; then present+=("--$name"); else missing+=("--$name"); fi
  done
  ((${#present[@]})) || return 1
  ((${#missing[@]} == 0)) && return 0
  problem "${present[*]} also needs ${missing[*]}"
  return 1
}

check_own_password() {
  local file=${FLAG[cluster-password-file]} password
  check_user --cluster-user "${FLAG[cluster-user]}"
  check_openssl && check_secret_file --cluster-password-file "$file" || return 0
  password=$(tr -d '\0' <"$file")
  if [[ -z $password || ${#password} -gt 256 || $password =~ [^\ -~] ]]; then
    problem "--cluster-password-file $file: one line of 1 to 256 printable ASCII characters is expected"
  elif [[ $password == \$2?\$* ]]; then
    problem "--cluster-password-file $file: a bcrypt hash; machines log in to each other with the password itself"
  elif ((${#password} < 16)); then
    warn "--cluster-password-file $file: shorter than 16 characters; openssl rand -hex 24 makes a good one"
  fi
}

check_own_certificate() {
  local cert=${FLAG[tls-cert]} key=${FLAG[tls-key]} ca=${FLAG[tls-ca]} count=${#PROBLEMS[@]}
  check_openssl || return 0
  check_readable_file --tls-cert "$cert" || true
  check_secret_file --tls-key "$key" || true
  check_readable_file --tls-ca "$ca" || true
  ((${#PROBLEMS[@]} == count)) || return 0
  if ! openssl x509 -in "$cert" -noout 2>/dev/null; then
    problem "--tls-cert $cert: not a PEM certificate"
  elif ! same_key "$cert" "$key"; then
    problem "--tls-key $key: not the key of --tls-cert $cert (PEM, without a password)"
  elif ! openssl x509 -in "$cert" -noout -checkend 0 >/dev/null 2>&1; then
    problem "--tls-cert $cert: ended on $(openssl x509 -in "$cert" -noout -enddate | cut -d= -f2)"
  elif ! openssl verify -CAfile "$ca" -untrusted "$cert" "$cert" >/dev/null 2>&1; then
    problem "--tls-ca $ca: did not sign --tls-cert $cert"
  fi
}

# --- values of the template -----------------------------------------------

collect_values() {
  VALUE[NODE_NAME]=$(nats_value "${FLAG[node-name]}")
  VALUE[CLUSTER_NAME]=$(nats_value "${FLAG[cluster-name]}")
  VALUE[CLIENT_HOST]=$(nats_string "$(unbracketed "${FLAG[client-host]}")")
  VALUE[CLIENT_PORT]=${FLAG[client-port]}
  VALUE[CLUSTER_HOST]=$(nats_string "$(unbracketed "${FLAG[cluster-host]}")")
  VALUE[CLUSTER_PORT]=${FLAG[cluster-port]}
  VALUE[HTTP_LISTEN]=$(nats_string "127.0.0.1:${FLAG[http-port]}")
  VALUE[STORE_DIR]=$(nats_value "${FLAG[store-dir]}")
  VALUE[JETSTREAM_MAX_MEM]=${FLAG[jetstream-max-mem]}
  VALUE[JETSTREAM_MAX_FILE]=${FLAG[jetstream-max-file]}
  collect_optional pid-file PID_FILE
  collect_optional log-file LOG_FILE
  collect_security
  collect_cluster
}

collect_optional() { # FLAG VALUE-NAME
  given "$1" || return 0
  BLOCK[$2]=1
  VALUE[$2]=$(nats_value "${FLAG[$1]}")
}

unbracketed() { local host=${1#[}; echo "${host%]}"; }

# Bare where the server can only read it as text, else quoted.
nats_value() {
  case ${1,,} in
    true | false | yes | no | on | off) nats_string "$1" ;;
    *) if [[ $1 =~ ^[A-Za-z][A-Za-z0-9_-]*$ || $1 =~ ^(/[A-Za-z0-9_.-]+)+$ ]]; then echo "$1"; else nats_string "$1"; fi ;;
  esac
}

nats_string() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  printf '"%s"\n' "$text"
}

url_encoded() {
  local text=$1 encoded='' index character
  for ((index = 0; index < ${#text}; index++)); do
    character=${text:index:1}
    case $character in
      [A-Za-z0-9._~-]) encoded+=$character ;;
      *) encoded+=$(printf '%%%02X' "'$character") ;;
    esac
  done
  printf '%s' "$encoded"
}

collect_security() {
  if given cluster-token-file; then
    VALUE[TLS_FOLDER]=$(tls_folder)
    collect_tls "${VALUE[TLS_FOLDER]}/cert.pem" "${VALUE[TLS_FOLDER]}/key.pem" "${VALUE[TLS_FOLDER]}/ca.pem"
    # The machines do not keep the key of the token's authority: what is made from it no other machine can make.
    collect_passwords nimsforest "$(token_password "${FLAG[cluster-token-file]}")" \
      "$(token_pem "${FLAG[cluster-token-file]}" 'PRIVATE KEY')"
  else
    ! given tls-cert || collect_tls "$(realpath -- "${FLAG[tls-cert]}")" "$(realpath -- "${FLAG[tls-key]}")" "$(realpath -- "${FLAG[tls-ca]}")"
    if given cluster-user; then
      collect_passwords "${FLAG[cluster-user]}" "$(tr -d '\0' <"${FLAG[cluster-password-file]}")" "$(own_secret)"
    elif ((client_passwords)); then
      collect_client_users "$(own_secret)"
    elif given system-secret-file; then
      collect_users "$(own_secret)" status operator
      BLOCK[SYSTEM_USERS]=1 BLOCK[OPEN_CLIENTS]=1
    fi
  fi
  if [[ -z ${BLOCK[ROUTE_PASSWORD]+x} ]] || ((${#PEERS[@]} == 0)); then BLOCK[PLAIN_ROUTES]=1; fi
  [[ -n ${BLOCK[ROUTE_PASSWORD]+x} ]] || ((${#PEERS[@]} == 0)) || warn_of_plain_mesh
  is_loopback "$(unbracketed "${FLAG[client-host]}")" || [[ -n ${BLOCK[CLIENT_USERS]+x} ]] ||
    warn "--client-host ${FLAG[client-host]}: whoever reaches port ${FLAG[client-port]} reads and writes everything"
}

warn_of_plain_mesh() {
  [[ -z ${BLOCK[ROUTE_TLS]+x} ]] || return 0
  warn "this mesh is plain: whoever reaches port ${FLAG[cluster-port]} can join it as a server, read and write everything; close the port to all but the machines, or secure the mesh with cluster-token.sh"
}

tls_folder() {
  if given tls-dir; then
    realpath -m -- "${FLAG[tls-dir]}"
  elif given output; then
    echo "$(cd -- "$(dirname -- "${FLAG[output]}")" && pwd)/tls"
  else
    echo /etc/nats/tls
  fi
}

collect_tls() { # CERTIFICATE KEY AUTHORITY
  BLOCK[ROUTE_TLS]=1
  VALUE[TLS_CERT]=$(nats_value "$1") VALUE[TLS_KEY]=$(nats_value "$2") VALUE[TLS_CA]=$(nats_value "$3")
}

# Of this machine alone: the one that was given, else what its own certificate proves, else one for this run.
own_secret() {
  if given system-secret-file; then
    tr -d '\0' <"${FLAG[system-secret-file]}"
  elif given tls-key; then
    cat -- "${FLAG[tls-key]}"
  else
    openssl rand -hex 32
  fi
}

collect_passwords() { # ROUTE-USER ROUTE-PASSWORD SECRET
  BLOCK[ROUTE_PASSWORD]=1
  ((routes_by_certificate)) || BLOCK[ROUTE_LOGIN]=1
  VALUE[ROUTE_USER]=$(nats_string "$1") VALUE[ROUTE_PASSWORD]=$(nats_string "$2")
  VALUE[ROUTE_LOGIN]="$(url_encoded "$1"):$(url_encoded "$2")@"
  if given system-secret-file; then
    collect_client_users "$(own_secret)"
  else
    collect_client_users "$3"
  fi
}

collect_client_users() { # SECRET
  BLOCK[CLIENT_USERS]=1 BLOCK[SYSTEM_USERS]=1
  collect_users "$1" app admin status operator
  VALUE[LEAF_SUBJECTS]=$(quoted_subjects "${FLAG[leaf-subjects]}")
  ! given users-file || collect_other_users "$1"
}

collect_other_users() { # SECRET
  local name rights salt
  BLOCK[OTHER_USERS]=1
  VALUE[OTHER_USERS]=''
  while read -r name rights || [[ -n $name ]]; do
    salt=$(sed -n 's/.* salt=/:/p' <<<"$rights")
    VALUE[OTHER_USERS]+="    {"$'\n'"      user: $name"$'\n'"      password: $(nats_string "$(printf %s "$1" | derived_password "user-$name$salt" "${FLAG[node-name]}")")"$'\n'
    VALUE[OTHER_USERS]+="      permissions: $(permissions_of "$name" "${rights% salt=*}")"$'\n'"    }"$'\n'
  done <"${FLAG[users-file]}"
  VALUE[OTHER_USERS]=${VALUE[OTHER_USERS]%$'\n'}
}

# With an inbox of its own: in that of the others it would read what they are answered.
permissions_of() { # NAME RIGHTS
  local publish='deny: [ ">" ]'
  if [[ $2 == node ]]; then
    # shellcheck disable=SC2016 # a variable of the server's configuration
    echo '$node_permissions'
    return
  fi
  [[ ! $2 =~ publish=([^ ]+) ]] ||
    publish="allow: [ $(quoted_subjects "${BASH_REMATCH[1]}") ], deny: [ \"\$SYS.>\", \"\$JS.API.SERVER.REMOVE\", \"\$JS.API.META.>\", \"\$JS.API.ACCOUNT.>\" ]"
  set -- "$1" "${2##*subscribe=}"
  echo "{ publish: { $publish }, subscribe: { allow: [ $(quoted_subjects "$(inbox_of "$1").>${2:+,$2}") ], deny: [ \"\$SYS.>\" ] } }"
}

collect_users() { # SECRET PURPOSE...
  local secret=$1 purpose
  shift
  for purpose in "$@"; do
    VALUE[${purpose^^}_USER]=$(user_for "$purpose")
    VALUE[${purpose^^}_PASSWORD]=$(nats_string "$(printf %s "$secret" | derived_password "$purpose" "${FLAG[node-name]}")")
  done
}

quoted_subjects() { # SUBJECTS
  local subject subjects quoted=''
  IFS=, read -ra subjects <<<"$1"
  for subject in "${subjects[@]}"; do quoted+=", $(nats_string "$subject")"; done
  printf '%s\n' "${quoted#, }"
}

collect_cluster() {
  local peer
  ((${#PEERS[@]})) || return 0
  BLOCK[CLUSTER]=1
  VALUE[CLUSTER_ROUTES]=''
  for peer in "${PEERS[@]}"; do
    VALUE[CLUSTER_ROUTES]+="    $(nats_string "nats-route://${VALUE[ROUTE_LOGIN]:-}$peer")"$'\n'
  done
  VALUE[CLUSTER_ROUTES]=${VALUE[CLUSTER_ROUTES]%$'\n'}
}

# --- rendering ----------------------------------------------------------------

# `#if NAME` ... `#end` keeps its lines when the block is wanted; ${NAME}
# becomes its value, which is never looked at again.
render() {
  local line hidden=0 depth=0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^#if\ ([A-Z_]+)$ ]]; then
      depth=$((depth + 1))
      if ((hidden == 0)) && [[ -z ${BLOCK[${BASH_REMATCH[1]}]+x} ]]; then hidden=$depth; fi
    elif [[ $line == '#end' ]]; then
      ((hidden == depth)) && hidden=0
      depth=$((depth - 1))
    elif ((hidden == 0)); then
      rendered_line "$line"
    fi
  done <"$template"
}

rendered_line() {
  local rest=$1 done=''
  while [[ $rest =~ ^([^\$]*(\$[^{\$][^\$]*)*)\$\{([A-Z_]+)\}(.*)$ ]]; do
    done+="${BASH_REMATCH[1]}${VALUE[${BASH_REMATCH[3]}]}"
    rest=${BASH_REMATCH[4]}
  done
  printf '%s\n' "$done$rest"
}

# Rendered, checked by the server, and only then moved to where it belongs.
render_and_check() {
  work=$(private_folder)
  umask 077
  if given cluster-token-file; then prepare_certificate; fi
  render >"$work/nats.conf"
  server_check "$work/nats.conf"
  if given output; then write_output; else cat "$work/nats.conf"; fi
}

prepare_certificate() {
  local folder=${VALUE[TLS_FOLDER]}
  mkdir "$work/tls"
  if certificate_is_good "${FLAG[cluster-token-file]}" "$folder" "${FLAG[node-name]}" "${FLAG[tls-names]:-}"; then
    cp -- "$folder"/{ca,cert,key}.pem "$work/tls/"
  else
    new_certificate "${FLAG[cluster-token-file]}" "$work/tls" "${FLAG[node-name]}" "${FLAG[tls-names]:-}" ||
      fatal "openssl could not make the certificate of this machine"
    VALUE[NEW_CERTIFICATE]=1
  fi
}

# The server must be able to read the certificate, which is not in its place yet.
server_check() { # FILE
  local text message checked=$1.check
  [[ -n ${VALUE[SERVER]} ]] || return 0
  text=$(<"$1")
  if [[ -n ${VALUE[TLS_FOLDER]:-} ]]; then text=${text//"${VALUE[TLS_FOLDER]}/"/"$work/tls/"}; fi
  printf '%s\n' "$text" >"$checked"
  if ! message=$("${VALUE[SERVER]}" -t -c "$checked" 2>&1 </dev/null); then
    message=${message//"$checked"/nats.conf}
    fatal "nats-server ${VALUE[SERVER_VERSION]} refuses the configuration: $(tr '\n' ' ' <<<"$message")"
  fi
}

write_output() {
  local output=${FLAG[output]}
  # Owner and mode of a file that is there are its installer's choice; not those of a file that somebody else put there, for
  # passwords are in it.
  temporary=$(mktemp "$(dirname -- "$output")/.nats.conf.XXXXXXXX")
  cat "$work/nats.conf" >"$temporary"
  if is_the_installers "$output"; then
    chmod --reference="$output" -- "$temporary"
    ((EUID != 0)) || chown --reference="$output" -- "$temporary"
  fi
  if [[ -n ${VALUE[NEW_CERTIFICATE]:-} ]]; then
    install_certificate "$work/tls" "${VALUE[TLS_FOLDER]}"
    info "made the certificate of ${FLAG[node-name]} in ${VALUE[TLS_FOLDER]}"
  fi
  mv -f -- "$temporary" "$output"
  temporary=''
}

# Not where others could have put it.
is_the_installers() { # FILE
  [[ -e $1 && ! -L $1 ]] && { [[ -O $1 ]] || ((!(8#$(stat -c %a -- "$(dirname -- "$1")") & 8#022))); }
}

clean_up() {
  [[ -z $temporary ]] || rm -f -- "$temporary"
  [[ -z $work ]] || rm -rf -- "$work"
}

main() {
  trap clean_up EXIT
  read_flags "$@"
  check_flags
  stop_on_problems 2
  ((!check_only)) || return 0
  find_server
  collect_values
  render_and_check
}

main "$@"
