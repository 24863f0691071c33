# shellcheck shell=bash
# Who may use this machine's server: clients with passwords of their own or all of them, other programs, and root.
# Sourced by lib-setup.sh, never run.
# shellcheck disable=SC2034,SC2154 # what lib-setup.sh defines and reads

users_file=$etc/users
declare -A USER=() # of add-user, change-password or remove-user: command, name, node, publish, subscribe

read_user_command() { # COMMAND NAME: the flags come later
  USER[command]=$1 USER[name]=$2
  check_client_user "$1" "$2"
}

# Clients of a new machine need a password. On one that is set up it is as it was, until it is asked to be otherwise.
choose_clients() {
  if given cluster-token-file || given cluster-user; then
    ! given clients || [[ ${FLAG[clients]} != open ]] || problem "--open-clients is for a plain mesh: with a token or a route password, clients need passwords"
    FLAG[clients]=password
  elif ! given clients; then
    FLAG[clients]=${REMEMBERED[clients]:-$(clients_until_now)}
    if [[ ${FLAG[clients]} == open ]]; then
      KEPT+=(--open-clients)
      warn "every program of this machine may use its server without a password, as before; --client-passwords gives the node, root and each program that add-user names a password"
    fi
  fi
  [[ ${FLAG[clients]} =~ ^(open|password)$ ]] || problem "$remembered: clients=$(shown "${FLAG[clients]}"): expected open or password"
}

clients_until_now() {
  if [[ -s $conf && -z $(configured_password nimsforest "$conf") ]]; then
    echo open
  else
    echo password
  fi
}

# The users of other programs as they will be, in $work/users.
prepare_users() {
  local name=${USER[name]:-} line
  (umask 077 && : >"$work/users")
  [[ ! -s $users_file ]] || grep -v "^${name:-none at all} " "$users_file" >"$work/users" || true
  [[ ! -s $work/users || ${FLAG[clients]} == password ]] ||
    problem "--open-clients: these programs log in as users: $(cut -d' ' -f1 "$work/users" | paste -sd ' '); remove-user them first"
  [[ -n $name ]] && ((${#PROBLEMS[@]} == 0)) || return 0
  if [[ ${FLAG[clients]} != password ]]; then
    problem "${USER[command]}: clients of this server need no password; run setup with --client-passwords first"
    return 0
  fi
  line=$(grep -s "^$name " "$users_file") || true
  case ${USER[command]} in
    add-user) if check_user_rights; then put_user "${line:-$(new_salt)}" "$name $(user_rights)"; fi ;;
    *)
      if [[ -z $line ]]; then
        problem "${USER[command]} $name: there is no such user"
      elif [[ ${USER[command]} == change-password ]]; then
        put_user "$(new_salt)" "${line% salt=*}"
      fi
      ;;
  esac
}

put_user() { # SALT-OR-LINE NAME-AND-RIGHTS
  echo "$2$(grep -o ' salt=.*' <<<"$1" || true)" >>"$work/users"
  sort -o "$work/users" "$work/users"
}

# What the password is made from beside the secret of this machine: a user that is removed and added again gets another.
new_salt() { echo " salt=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')"; }

user_rights() {
  if [[ -n ${USER[node]:-} ]]; then echo node; else echo "publish=${USER[publish]:-} subscribe=${USER[subscribe]:-}"; fi
}

check_user_rights() {
  local flag count=${#PROBLEMS[@]} given=${USER[node]:-}${USER[publish]:-}${USER[subscribe]:-}
  [[ -n $given ]] || problem "add-user ${USER[name]}: say what it may with --publish S,S and --subscribe S,S, or --node"
  [[ -z ${USER[node]:-} || $given == "${USER[node]}" ]] || problem "add-user ${USER[name]}: --node is all that a node may; leave out --publish and --subscribe"
  for flag in publish subscribe; do
    [[ -z ${USER[$flag]:-} ]] || check_client_subjects "--$flag" "${USER[$flag]}"
  done
  ((${#PROBLEMS[@]} == count))
}

install_users() {
  if [[ -s $work/users || -e $users_file ]]; then install_file users "$work/users" "$users_file" 0600 root:root; fi
}

# What a program of its own logs in with, for whoever starts it; nothing else prints a password.
print_user_login() {
  local name=${USER[name]:-}
  [[ ${USER[command]:-} =~ ^(add-user|change-password)$ ]] || return 0
  # With `add-user … > FILE` the shell made the file readable for others.
  if [[ -f /dev/stdout ]]; then chmod 600 /dev/stdout; fi
  print_login NATS_USER NATS_PASSWORD "$name" "$conf"
  grep -q "^$name node" "$work/users" || printf 'NATS_INBOX_PREFIX=%s\n' "$(inbox_of "$name")"
}

# --- root ----------------------------------------------------------------------------

# With it root's commands change streams, back up and restore: the node's own user may not.
install_admin_login() {
  local login
  login=$(print_login NATS_USER NATS_PASSWORD admin "$work/nats.conf")
  if [[ -n $login ]]; then
    (umask 077 && printf '%s\n' "$login" >"$work/admin.env")
    install_file admin-login "$work/admin.env" "$env_folder/admin.env" 0600 root:root
  else
    remove_if_there "$env_folder/admin.env"
  fi
}

remove_if_there() { # FILE
  [[ -e $1 ]] || return 0
  # --uninstall cannot be undone, and has no folder for copies.
  planned "remove $1" || { ((uninstall)) || preserve "$1"; rm -f -- "$1"; }
}

nats_folder() { echo "$(getent passwd root | cut -d: -f6)/.config/nats"; }

# So that root's `nats stream list` works as it stands; `nats --context nimsforest-mesh server list` asks the system account.
install_nats_contexts() {
  local folder part
  folder=$(nats_folder)
  if [[ -z $(configured_password admin "$work/nats.conf") ]]; then
    remove_nats_contexts
    return
  fi
  for part in "${folder%/nats}" "$folder" "$folder/context"; do [[ -d $part ]] || make_folder "$part" 0700 root:root; done
  install_nats_context nimsforest admin
  install_nats_context nimsforest-mesh status
  if [[ ! -s $folder/context.txt ]]; then
    echo nimsforest >"$work/context.txt"
    install_file nats-context "$work/context.txt" "$folder/context.txt" 0600 root:root
  elif [[ $(<"$folder/context.txt") != nimsforest ]]; then
    info "root's nats command has another context selected: nats context select nimsforest"
  fi
}

install_nats_context() { # NAME USER
  local host
  host=$(local_address "${FLAG[client-host]}")
  (
    umask 077
    password=$(configured_password "$2" "$work/nats.conf")
    printf '{"description":"this machine, by nimsforest setup","url":"nats://%s:4222","user":"%s","password":"%s"}\n' \
      "$(bracketed "$host")" "$2" "$password" >"$work/context.json"
  )
  install_file nats-context "$work/context.json" "$(nats_folder)/context/$1.json" 0600 root:root
}

remove_nats_contexts() {
  local folder
  folder=$(nats_folder)
  [[ -e $folder/context/nimsforest.json ]] || return 0
  remove_if_there "$folder/context/nimsforest.json"
  remove_if_there "$folder/context/nimsforest-mesh.json"
  if [[ -s $folder/context.txt && $(<"$folder/context.txt") == nimsforest ]]; then remove_if_there "$folder/context.txt"; fi
}
