# shellcheck shell=bash
# What setup-nats-node.sh and setup-server.sh do: read the flags, check
# everything, then change this machine, then see whether it is in the mesh.
# Sourced, never run.

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
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
# shellcheck source=ops/scripts/lib-monitoring.sh
source "$here/lib-monitoring.sh"
# shellcheck source=ops/scripts/lib-changes.sh
source "$here/lib-changes.sh"
# shellcheck source=ops/scripts/lib-preflight.sh
source "$here/lib-preflight.sh"
# shellcheck source=ops/scripts/lib-rotation.sh
source "$here/lib-rotation.sh"

etc=/etc/nats
conf=$etc/nats.conf
env_folder=/etc/nimsforest
env_file=$env_folder/nimsforest.env
units=/etc/systemd/system
server=/usr/local/bin/nats-server
server_mark=$etc/server.sha256
jar_home=/usr/lib/nimsforest
installed_jar=$jar_home/nimsforest.jar
launcher=/usr/bin/nimsforest
data=/var/lib/nats
mark='# --- written by setup; what you add below the end mark counts more ---'
end_mark='# --- end of what setup writes ---'

remembered=$env_folder/setup.conf
# shellcheck source=ops/scripts/lib-clients.sh
source "$here/lib-clients.sh"

# A flag counts more than its variable, that more than what the run before was told, that more than the default.
declare -A FLAG=() REMEMBERED=()
declare -A VARIABLE=(
  [node-name]="${NODE_NAME:-}" [cluster-peers]="${CLUSTER_PEERS:-}"
  [jetstream-max-mem]="${JETSTREAM_MAX_MEM:-}" [jetstream-max-file]="${JETSTREAM_MAX_FILE:-}"
)
declare -A DEFAULT=(
  [node-name]='' [cluster-peers]='' [client-host]=127.0.0.1 [jetstream-max-mem]=256MB [jetstream-max-file]=10GB [tls-names]=''
  [leaf-subjects]='payment.>,followup.>,email.>'
  [node]=auto [demo]=no [backup-keep]=0 [clients]=password
)
KEPT=()
plain=0
uninstall=0
purge=0

# --- flags ------------------------------------------------------------------------

# A change of one thing on a machine that is set up; all else is as the run before was told.
read_subcommand() { # COMMAND [VALUE]
  local command=$1
  case $command in
    set-peers) need_value set-peers $#; FLAG[cluster-peers]=$2 ;;
    rotate-token) need_value rotate-token $#; FLAG[cluster-token-file]=$2 NEW_TOKEN=$2 ;;
    add-user | change-password | remove-user) need_value "$command" $#; read_user_command "$command" "$2" ;;
  esac
  if [[ ! -s $remembered || ! -s $conf ]]; then
    # Others than root do not see whether it is.
    need_root
    fatal "$command changes a machine that is set up, and this one is not (no $remembered): run setup with --node-name and --cluster-peers" 2
  fi
  # What happens to be in the environment of this call is no wish to change it, nor is which of the two scripts it is.
  VARIABLE=()
  unset 'FLAG[node]'
}

read_setup_flags() {
  case ${1:-} in
    upgrade) read_subcommand "$1"; shift ;;
    set-peers | rotate-token | add-user | change-password | remove-user) read_subcommand "$@"; shift 2 ;;
  esac
  while (($#)); do
    case $1 in
      -h | --help) usage_of "$0"; exit 0 ;;
      --dry-run) dry_run=1; shift ;;
      --uninstall) uninstall=1; shift ;;
      --purge-data) purge=1; shift ;;
      --no-node) FLAG[node]=no; shift ;;
      --demo) FLAG[demo]=yes; shift ;;
      --no-demo) FLAG[demo]=no; shift ;;
      --plain) plain=1; shift ;;
      --open-clients) FLAG[clients]=open; shift ;;
      --client-passwords) FLAG[clients]=password; shift ;;
      --node) USER[node]=yes; shift ;;
      --stage)
        need_value "$1" $#
        STAGE=$2
        shift 2
        ;;
      --publish | --subscribe)
        need_value "$1" $#
        USER[${1#--}]=$2
        shift 2
        ;;
      --node-name | --cluster-peers | --client-host | --jetstream-max-mem | --jetstream-max-file | \
        --cluster-token-file | --cluster-user | --cluster-password-file | --tls-cert | --tls-key | --tls-ca | \
        --tls-names | --leaf-subjects | --nats-server | --jar | --backup-keep)
        need_value "$1" $#
        FLAG[${1#--}]=$2
        shift 2
        ;;
      *) fatal "unknown flag $(shown "${1%%=*}"); --help lists them" 2 ;;
    esac
  done
  [[ ${USER[command]:-} == add-user || -z ${USER[node]:-}${USER[publish]:-}${USER[subscribe]:-} ]] ||
    fatal "--node, --publish and --subscribe go with add-user" 2
  check_stage
  ((!purge || uninstall)) || fatal "--purge-data goes with --uninstall" 2
  if ((plain)) && { given cluster-token-file || given cluster-user || given tls-cert; }; then
    fatal "--plain makes a mesh without a token, passwords and certificates: leave it or them out" 2
  fi
}

given() { [[ -n ${FLAG[$1]+x} ]]; }

# The flags that were not given.
complete_flags() {
  local name
  read_remembered
  ! given jar || given node || FLAG[node]=yes
  for name in node-name cluster-peers client-host jetstream-max-mem jetstream-max-file tls-names leaf-subjects node demo backup-keep; do
    given "$name" || complete_flag "$name"
  done
  [[ -n ${FLAG[tls-names]} ]] || unset 'FLAG[tls-names]'
  ((plain)) || keep_security
  take_stage
  choose_clients
  prepare_users
}

complete_flag() { # NAME
  if [[ -n ${VARIABLE[$1]:-} ]]; then
    FLAG[$1]=${VARIABLE[$1]}
  elif [[ -n ${REMEMBERED[$1]+x} ]]; then
    FLAG[$1]=${REMEMBERED[$1]}
    [[ ${FLAG[$1]} == "${DEFAULT[$1]}" || $1=${FLAG[$1]} == node=yes ]] || KEPT+=("$(remembered_flag "$1")")
  else
    FLAG[$1]=${DEFAULT[$1]}
  fi
}

remembered_flag() { # NAME: as it would be given
  case $1 in
    demo) echo --demo ;;
    node) echo --no-node ;;
    *) echo "--$1 ${FLAG[$1]}" ;;
  esac
}

read_remembered() {
  local line
  [[ -r $remembered ]] || return 0
  while IFS= read -r line; do
    [[ ! $line =~ ^([a-z-]+)=(.*)$ || -z ${DEFAULT[${BASH_REMATCH[1]}]+x} ]] || REMEMBERED[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$remembered"
}

# What the run after this one takes for flags that are not given.
print_remembered() {
  local name
  # Installed it stays, also where setup was left to find out whether it can be.
  [[ $with_node != yes ]] || FLAG[node]=yes
  echo '# Written by setup: what the next run takes for flags that it is not given.'
  for name in node-name cluster-peers client-host jetstream-max-mem jetstream-max-file tls-names leaf-subjects node demo backup-keep clients; do
    [[ -z ${FLAG[$name]:-} ]] || printf '%s=%s\n' "$name" "${FLAG[$name]}"
  done
}

# A secured machine stays secured: by the route password of its configuration and the certificate that is installed.
keep_security() {
  local login
  if ! given cluster-token-file && ! given cluster-user; then
    login=$(configured_route_login)
    if [[ -n $login ]]; then
      FLAG[cluster-user]=${login%%$'\n'*}
      (umask 077 && printf '%s' "${login#*$'\n'}" >"$work/route-password")
      FLAG[cluster-password-file]=$work/route-password
      KEPT+=("the route password")
      ! routes_are_by_certificate "$conf" || FLAG[routes-by-certificate]=yes
    elif is_secured_otherwise; then
      problem "this server is secured, and nothing here tells its secret: give --cluster-token-file or --cluster-user again, or --plain"
    fi
  fi
  if ! given cluster-token-file && ! given tls-cert && grep -qs "cert_file: $etc/tls/cert.pem" "$conf"; then
    FLAG[tls-cert]=$etc/tls/cert.pem FLAG[tls-key]=$etc/tls/key.pem FLAG[tls-ca]=$etc/tls/ca.pem
    check_names_are_kept
    KEPT+=("the certificate in $etc/tls")
    warn_of_certificate_end
  fi
}

# They come into a certificate when it is made.
check_names_are_kept() {
  local names=${FLAG[tls-names]:-}
  [[ -n $names && $names != "${REMEMBERED[tls-names]:-}" ]] || return 0
  tr , '\n' <<<"$names" | canonical_hosts | certificate_has_hosts "$etc/tls/cert.pem" ||
    problem "--tls-names $(shown "$names"): the certificate in $etc/tls is not for these; give --cluster-token-file too, for a new one"
}

# By users that setup does not make, or by a route password that it does not read.
is_secured_otherwise() {
  grep -qs '^ *authorization {' "$conf" && ! grep -qs '^no_auth_user: open$' "$conf" || return 1
  [[ -z $(configured_password admin "$conf") ]] || sed -n '/^cluster {/,/^}/p' "$conf" | grep -q 'authorization {'
}

# The user and the password of the routes, a line each; nothing when they have none, or may not be read.
configured_route_login() {
  [[ -r $conf ]] || return 0
  if routes_are_by_certificate "$conf"; then
    login_of_routes "$conf"
  else
    sed -n '/^cluster {/,/^}/{s/^ *\(user\|password\): "\(.*\)"$/\2/p}' "$conf" 2>/dev/null | sed 's/\\\(.\)/\1/g'
  fi
}

warn_of_certificate_end() {
  if command -v openssl >/dev/null && ! openssl x509 -in "$etc/tls/cert.pem" -noout -checkend $((RENEWAL_DAYS * 86400)) >/dev/null 2>&1; then
    warn "the certificate in $etc/tls ends within $RENEWAL_DAYS days: cluster-token.sh renew, or give --cluster-token-file"
  fi
}

# The flags of the generator, in GENERATOR_FLAGS; certificates of one's own as they are installed when $1 is installed.
generator_flags() {
  local name
  GENERATOR_FLAGS=()
  for name in node-name cluster-peers client-host jetstream-max-mem jetstream-max-file cluster-token-file \
    cluster-user cluster-password-file tls-cert tls-key tls-ca tls-names leaf-subjects; do
    given "$name" || continue
    if [[ $1 == installed && $name =~ ^tls-(cert|key|ca)$ ]]; then
      GENERATOR_FLAGS+=("--$name" "$etc/tls/${name#tls-}.pem")
    else
      GENERATOR_FLAGS+=("--$name" "${FLAG[$name]}")
    fi
  done
  [[ ${FLAG[clients]} != password ]] || GENERATOR_FLAGS+=(--client-passwords)
  ! given routes-by-certificate || GENERATOR_FLAGS+=(--routes-by-certificate)
  [[ ! -s $work/users ]] || GENERATOR_FLAGS+=(--users-file "$work/users")
}

# --- changes --------------------------------------------------------------------

set_up() {
  [[ $with_node == auto ]] && with_node=yes
  warn_of_renaming
  make_user nats "$data"
  make_folder "$etc" 0750 root:nats
  install_server
  make_folder "$data" 0700 nats:nats
  make_folder "$data/jetstream" 0700 nats:nats
  install_configuration
  if [[ $with_node == yes ]]; then install_node; fi
  remember_flags
  install_admin_login
  install_nats_contexts
  refuse_beside_survivor
  install_unit nats
  if [[ $with_node == yes ]]; then
    install_unit nimsforest
    install_backup
  fi
  run_services
}

# What is left of a mesh that lost its majority has the only replicas of its streams, and empty servers outvote it. So before
# this empty server starts, one without JetStream asks the others, since what has no JetStream has no vote.
refuse_beside_survivor() {
  local held
  ((!dry_run && ${#PEERS[@]})) && [[ ! -d $data/jetstream/jetstream/\$SYS/_js_/_meta_ ]] || return 0
  ! is_active nats.service && (($(answering_peers) > 0)) || return 0
  held=$(ask_without_vote | jq -rs 'if any(.[]; .data.meta_cluster.leader) then [] else map(select(.data.streams > 0) | .server.name) end | join(", ")')
  [[ -z $held ]] || fatal "$held holds streams and has no majority in its mesh: an empty machine would outvote it, and they would be lost. Start the machines of that mesh; if they are lost for good: docs/RUNBOOK.md#no-quorum"
}

ask_without_vote() (
  local pid
  sed -e '/^jetstream {/,/^}/d' -e "s/^server_name: .*/server_name: asks-$RANDOM$RANDOM/" "$conf" >"$work/no-vote.conf"
  "$server" -c "$work/no-vote.conf" >/dev/null 2>&1 &
  pid=$!
  trap 'kill "$pid"; wait "$pid" || true' EXIT
  for _ in {1..200}; do # somebody answers, and a busy machine takes its time
    (($(present_machines) < 2)) || break
    sleep 0.1
  done
  # shellcheck disable=SC2034 # of nats_request
  CLIENT_HOST=${FLAG[client-host]} CLIENT_PORT=4222
  nats_request "$(login_json status "$(configured_password status "$conf")")" "\$SYS.REQ.SERVER.PING.JSZ" '{"meta":true}' "$(present_machines)" 3 || true
)

remember_flags() {
  [[ -d $env_folder ]] || make_folder "$env_folder" 0750 root:root
  print_remembered >"$work/setup.conf"
  install_file setup.conf "$work/setup.conf" "$remembered" 0640 root:root
}

warn_of_renaming() {
  local name
  name=$(sed -n 's/^server_name: "\{0,1\}\([A-Za-z0-9_-]*\)"\{0,1\}$/\1/p' "$conf" 2>/dev/null) || true
  [[ -z $name || $name == "${FLAG[node-name]}" ]] ||
    warn "this machine was $name: the mesh goes on waiting for $name until forget-machine.sh $name is run on a machine of it"
}

install_server() {
  local before='' after flags=(--install)
  if [[ -x $server ]]; then before=$(sha256sum <"$server"); fi
  if given nats-server; then
    flags+=(--nats-server "${FLAG[nats-server]}")
    after=$(sha256sum <"${FLAG[nats-server]}")
    [[ $after != "$before" ]] || return 0
  elif server_version "$server" >/dev/null 2>&1; then
    return 0
  fi
  note_change server
  if planned "install $server"; then return 0; fi
  preserve "$server"
  "$here/install-nats-server.sh" "${flags[@]}" >/dev/null
  server_version "$server" >/dev/null || fatal "$server does not run here"
  # Taken off again it is only as long as it is the one that came from here.
  sha256sum <"$server" >"$work/server.sha256"
  install_file server "$work/server.sha256" "$server_mark" 0644 root:root
}

install_configuration() {
  local checker=$server
  make_folder "$etc/tls" 0750 root:nats
  if [[ ! -x $checker ]]; then checker=${FLAG[nats-server]:-}; fi
  if ((dry_run)) && [[ -z $checker || ! -d $etc ]]; then
    planned "install $conf" || true
    note_change conf
    return 0
  fi
  if given tls-cert; then install_own_certificate; fi
  install_system_secret
  if ((dry_run)); then generator_flags given; else generator_flags installed; fi
  if [[ -s $etc/system.secret ]]; then
    GENERATOR_FLAGS+=(--system-secret-file "$etc/system.secret")
  fi
  install_users
  if ((dry_run)); then
    (umask 077 && "$here/generate-nats-config.sh" "${GENERATOR_FLAGS[@]}" --nats-server "$checker" >"$work/nats.conf")
  else
    generate "$checker"
  fi
  install_file conf "$work/nats.conf" "$conf" 0640 root:nats
}

certificates_sum() { find "$etc/tls" -name '*.pem' -exec sha256sum {} + | sort; }

generate() { # SERVER
  local file before
  before=$(certificates_sum)
  for file in ca cert key; do preserve "$etc/tls/$file.pem"; done
  "$here/generate-nats-config.sh" "${GENERATOR_FLAGS[@]}" --nats-server "$1" --tls-dir "$etc/tls" --output "$work/nats.conf"
  for file in "$etc"/tls/*.pem; do
    [[ -e $file ]] || continue
    chown root:nats -- "$file"
    chmod 0640 -- "$file"
  done
  [[ $before == "$(certificates_sum)" ]] || note_change certificate
}

install_own_certificate() {
  local part
  for part in ca cert key; do install_file certificate "${FLAG[tls-$part]}" "$etc/tls/$part.pem" 0640 root:nats; done
}

# What the passwords of this machine's users are made from; no other machine knows it.
install_system_secret() {
  [[ ! -s $etc/system.secret ]] || return 0
  if planned "create $etc/system.secret"; then return 0; fi
  preserve "$etc/system.secret"
  (umask 077 && head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$etc/system.secret")
}

install_unit() { # NAME
  install_file "$1-unit" "$root/ops/systemd/$1.service" "$units/$1.service" 0644 root:root
}

# The units of the nightly backup, which runs where it was asked for.
install_backup() {
  local kind
  for kind in service timer; do
    install_file backup-unit "$root/ops/systemd/nimsforest-backup.$kind" "$units/nimsforest-backup.$kind" 0644 root:root
  done
  ((FLAG[backup-keep] > 0)) || return 0
  printf 'BACKUP_KEEP=%s\n' "${FLAG[backup-keep]}" >"$work/backup.conf"
  install_file backup "$work/backup.conf" "$env_folder/backup.conf" 0640 root:root
}

run_backup_timer() {
  local timer=nimsforest-backup.timer
  if ((FLAG[backup-keep] > 0)); then
    run_service "$timer" ''
  elif systemctl is-enabled --quiet "$timer" 2>/dev/null && ! planned "disable $timer"; then
    undo_with systemctl enable --quiet --now "$timer"
    systemctl disable --quiet --now "$timer"
  fi
}

install_node() {
  make_user nimsforest /var/lib/nimsforest
  make_folder "$env_folder" 0750 root:nimsforest
  make_folder "$jar_home" 0755 root:root
  [[ ${FLAG[jar]} -ef $installed_jar ]] || install_file node "${FLAG[jar]}" "$installed_jar" 0644 root:root
  install_file node "$root/ops/nimsforest" "$launcher" 0755 root:root
  if ((dry_run)) && ! getent passwd nimsforest >/dev/null; then
    planned "install $env_file" || true
    return 0
  fi
  (umask 077 && node_environment >"$work/nimsforest.env")
  install_file node "$work/nimsforest.env" "$env_file" 0640 root:nimsforest
  install_class_archive
}

# The node and its commands start twice as fast with it, and start without it too.
install_class_archive() {
  local before
  if ((dry_run)) || [[ ${CLASS_ARCHIVE:-yes} == no ]]; then return 0; fi
  before=$(ls -- "$jar_home")
  NATS_SERVER=$server timeout 120 "$launcher" --make-class-archive "$jar_home" </dev/null >/dev/null 2>&1 ||
    info "no archive of classes was made: the node starts more slowly"
  [[ $before == "$(ls -- "$jar_home")" ]] || undo_with find "$jar_home" -name 'classes-*.jsa' -delete
}

node_environment() {
  local host=${FLAG[client-host]} conf_file=$work/nats.conf
  printf '%s\n' "$mark" "NODE_NAME=${FLAG[node-name]}"
  ((${#PEERS[@]} == 0)) || (IFS=, && printf 'CLUSTER_PEERS=%s\n' "${PEERS[*]}")
  host=${host#[} host=${host%]}
  is_loopback "$host" || [[ $host == 0.0.0.0 || $host == :: ]] || printf 'NATS_URL=nats://%s:4222\n' "$(bracketed "$host")"
  print_login NATS_USER NATS_PASSWORD nimsforest "$conf_file"
  print_login NIMSFOREST_SYS_USER NIMSFOREST_SYS_PASSWORD status "$conf_file"
  [[ ${FLAG[demo]} == no ]] || echo NIMSFOREST_DEMO=true
  echo "$end_mark"
  if [[ -s $env_file ]]; then sed "1,/^$end_mark\$/d" "$env_file"; fi
}

print_login() { # USER-VARIABLE PASSWORD-VARIABLE USER FILE
  local password
  password=$(configured_password "$3" "$4")
  [[ -z $password ]] || printf '%s=%s\n%s=%s\n' "$1" "$3" "$2" "$password"
}

# --- services ----------------------------------------------------------------------

run_services() {
  local action=''
  if has_changed nats-unit nimsforest-unit backup-unit && ! ((dry_run)); then
    undo_at_the_end_with systemctl daemon-reload
    systemctl daemon-reload
  fi
  if has_changed server nats-unit || conf_needs_restart || runs_replaced_server; then
    action=restart
  elif has_changed conf certificate || runs_replaced_configuration; then
    action=reload
  fi
  if [[ $with_node == yes ]] && ! systemctl is-enabled --quiet nimsforest.service 2>/dev/null && ! ((dry_run)); then
    undo_with systemctl disable --quiet nimsforest.service
    systemctl enable --quiet nimsforest.service
  fi
  run_service nats.service "$action"
  [[ $with_node == yes ]] || return 0
  # Restarted with the server, a node has its changes already.
  if [[ $action == restart ]]; then
    action=''
  elif has_changed node nimsforest-unit || runs_replaced_node; then
    action=restart
  else
    action=''
  fi
  run_service nimsforest.service "$action"
  run_backup_timer
}

# Other routes and passwords of routes, and other programs' users, are taken over by a reload.
conf_needs_restart() {
  local before=''
  has_changed conf || return 1
  [[ -n ${KEPT_CONF:-} && -e $KEPT_CONF ]] || return 0
  before=$(without_routes_and_users "$KEPT_CONF")
  [[ $before != "$(without_routes_and_users "$work/nats.conf")" ]]
}

without_routes_and_users() { # FILE
  sed -e '/nats-route:\/\//d' -e '/^    # Other programs/,/^    # End of the other programs/d' "$1" | {
    # By certificate alone before or after, routes stay when a reload adds or removes their password.
    if routes_are_by_certificate "$KEPT_CONF" || given routes-by-certificate; then sed '/^cluster {/,/^}/{/^  authorization {/,/^  }/d}'; else cat; fi
  }
}

# --- is it in the mesh? ----------------------------------------------------------------

verify() {
  local expected=$((${#PEERS[@]} + 1)) present start=$SECONDS leader answering
  if ((expected == 1)); then
    info "${FLAG[node-name]} is ready: a single server"
    verify_node
    return
  fi
  info "waiting for the routes to the other machines"
  while :; do
    present=$(present_machines)
    leader=$(meta_leader)
    if ((present >= expected)) && [[ -n $leader ]]; then break; fi
    if ((SECONDS - start >= 3 && present < expected)); then
      answering=$(answering_peers)
      # What answers and is no route yet may be starting: wait for it a little longer.
      if ((answering < present)); then report_missing_machines "$present" "$expected"; return 0; fi
      ((SECONDS - start < 30)) || fatal "$answering of ${#PEERS[@]} peers answer, but there are routes to only $((present - 1)): is it the same token, and the same plain or secured mesh? The log of nats: $(refused_routes)"
    elif ((SECONDS - start >= 60)); then
      fatal "all $expected machines are there, but JetStream has no leader after 60 s: journalctl -u nats"
    fi
    sleep 0.5
  done
  info "the mesh is complete: $present of $expected machines, JetStream leader $leader"
  verify_node
}

# Why there are no routes, before the rollback stops the server.
refused_routes() {
  journalctl -q -u nats --since=-2min --no-pager -o cat 2>/dev/null | grep -iE '\[ERR\]|router connection closed' | sed 's/^.*\[\(ERR\|INF\)\] //' | tail -n 3 | paste -sd ';' || true
}

report_missing_machines() { # PRESENT EXPECTED
  info "waiting for machines: $1 of $2"
  info "this machine is set up; run the same on the others, and see ops/scripts/cluster-status.sh"
}

verify_node() {
  local start=$SECONDS answer port host
  [[ $with_node == yes ]] || return 0
  host=$(node_http_host) port=$(env_value NIMSFOREST_HTTP_PORT 8080)
  until answer=$(node_get /readyz); do
    is_active nimsforest.service || fatal "nimsforest.service stopped again: journalctl -u nimsforest"
    ((SECONDS - start < 60)) || fatal "the node is not ready after 60 s: ${answer:-no answer}; journalctl -u nimsforest"
    sleep 0.5
  done
  info "the node is ready: http://$(bracketed "$host"):$port/"
  raise_replicas
}

# The node of a secured machine may not: streams that began with fewer machines get their replicas here.
raise_replicas() {
  local said
  [[ -s $env_folder/admin.env ]] || return 0
  if ! said=$(timeout 60 "$launcher" streams apply 2>&1); then
    warn "the streams are not as planned: $(tail -n 1 <<<"$said"); run 'sudo nimsforest streams apply'"
  fi
}

# --- uninstalling -----------------------------------------------------------------

uninstall_everything() {
  local unit file
  for unit in nimsforest-backup.timer nimsforest-backup.service nimsforest.service nats.service; do
    # Half of it may be gone already: the file of a unit that runs, or what wanted it.
    [[ -e $units/$unit ]] || compgen -G "$units/*.wants/$unit" >/dev/null || is_active "$unit" || continue
    planned "stop and remove $unit" && continue
    systemctl stop "$unit" 2>/dev/null || true
    rm -f -- "$units/$unit" "$units"/*.wants/"$unit"
  done
  ((dry_run)) || systemctl daemon-reload
  if [[ -e $server ]] && cmp -s "$server_mark" <(sha256sum <"$server"); then
    planned "remove $server" || rm -f -- "$server"
  elif [[ -e $server ]]; then
    info "$server stays: it was there before, or has been replaced since"
  fi
  remove_nats_contexts
  for file in "$launcher" "$jar_home" "$env_folder" "$etc"; do
    [[ -e $file ]] || continue
    planned "remove $file" || rm -rf -- "$file"
  done
  if ((purge)); then purge_data; elif [[ -d $data ]]; then info "the data stays in $data; --uninstall --purge-data removes it"; fi
}

purge_data() {
  local file user
  for file in "$data" /var/lib/nimsforest; do
    [[ -e $file ]] || continue
    planned "remove $file with all data" || rm -rf -- "$file"
  done
  for user in nimsforest nats; do
    getent passwd "$user" >/dev/null || continue
    if was_created_by_setup "$user"; then
      planned "remove the user $user" || remove_user "$user"
    else
      info "the user $user stays: setup did not create it"
    fi
  done
}

# Two setups at once would roll back each other's changes. The lock is where only root may write: anywhere else a link
# would have root open another file.
lock_setup() {
  ((!dry_run)) || return 0
  # Nobody else may even read it, since who reads a file can lock it.
  { exec {setup_lock}>>/run/nimsforest-setup.lock && chmod 600 /run/nimsforest-setup.lock; } || return 0
  flock -n "$setup_lock" || fatal "another setup is running on this machine: wait for it"
}

setup_main() {
  read_setup_flags "$@"
  if ((uninstall)); then
    ((dry_run)) || need_root
    lock_setup
    ((!dry_run)) || info "would do, on this machine:"
    uninstall_everything
    return
  fi
  make_work_folder
  complete_flags
  with_node=${FLAG[node]}
  check_everything
  lock_setup
  start_changing
  ((${#KEPT[@]} == 0)) || info "kept from the run before: $(printf '%s, ' "${KEPT[@]}" | sed 's/, $//')"
  if [[ -e $conf ]]; then KEPT_CONF=$work/conf-before; cp -- "$conf" "$KEPT_CONF"; fi
  ((!dry_run)) || info "would do, on this machine:"
  set_up
  ((!dry_run)) || return 0
  if ((${#CHANGED[@]} == 0)); then info "nothing has changed"; fi
  # Still part of the run: what does not come to work is rolled back.
  verify
  finished
  print_user_login
}
