# shellcheck shell=bash
# Changing a machine so that it can be undone: each change leaves behind what
# takes it back, and a failed run takes back all of its own.
# Sourced after lib-credentials.sh, never run. dry_run=1: says what it would do, and no more.

UNDO=()
LEFT=() # folders that the rollback has left, since they are not empty
CHANGED=()
dry_run=0
changing=0
work=''

# In a dry run says what would be done, and succeeds; else the caller does it.
planned() {
  if ((dry_run)); then
    printf '  %s\n' "$1"
    return 0
  fi
  info "$1"
  return 1
}

# What takes a change back, as a command with its arguments.
undo_with() { UNDO+=("$(printf '%q ' "$@")"); }

# The same, but after all that comes back by undo_with.
undo_at_the_end_with() { UNDO=("$(printf '%q ' "$@")" "${UNDO[@]}"); }

note_change() { CHANGED+=("$1"); }

has_changed() { # NAME...
  local name
  for name in "$@"; do [[ " ${CHANGED[*]} " != *" $name "* ]] || return 0; done
  return 1
}

make_work_folder() {
  work=$(private_folder)
  set -E
  trap 'explain_failure "$BASH_COMMAND" "${BASH_SOURCE[0]}" "$LINENO"' ERR
  trap 'rm -rf -- "$work"' EXIT
}

start_changing() {
  changing=1
  trap 'finish $?' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# A command that failed without a word of its own; once, not again for each caller.
explain_failure() { # COMMAND FILE LINE
  ((BASH_SUBSHELL == 0)) || return 0
  trap - ERR
  printf 'error: failed: %s (%s line %s)\n' "${1%%$'\n'*}" "$(basename -- "$2")" "$3" >&2
}

finished() { changing=0; }

finish() { # EXIT-STATUS
  local status=$1
  trap - EXIT
  if ((changing && status != 0 && !dry_run)); then roll_back; fi
  [[ -z $work ]] || rm -rf -- "$work"
  exit "$status"
}

roll_back() {
  local index remains=()
  ((${#UNDO[@]})) || return 0
  set +e
  info "rolling back the changes of this run"
  for ((index = ${#UNDO[@]} - 1; index >= 0; index--)); do
    eval "${UNDO[index]}" >/dev/null 2>&1 || remains+=("${UNDO[index]}")
  done
  ((${#LEFT[@]} == 0)) || info "left, with what a service has stored there: ${LEFT[*]}"
  if ((${#remains[@]} == 0)); then
    info "all changes are rolled back"
    return
  fi
  warn "these steps of the rollback failed, do them by hand:"
  printf '  %s\n' "${remains[@]}" >&2
}

# Keeps a file as it is now, so that it can come back.
preserve() { # FILE
  local copy
  if [[ -e $1 ]]; then
    copy=$work/kept-${#UNDO[@]}
    cp -a -- "$1" "$copy"
    undo_with cp -a --remove-destination -- "$copy" "$1"
  else
    undo_with rm -f -- "$1"
  fi
}

# install_file NAME FROM TO MODE OWNER: in one step, and only if it differs; NAME is then among the changes.
install_file() {
  local name=$1 from=$2 to=$3 mode=$4 owner=$5
  if [[ -e $to ]] && cmp -s -- "$from" "$to" && [[ "$(stat -c '0%a %U:%G' -- "$to")" == "$mode $owner" ]]; then return 0; fi
  note_change "$name"
  if planned "$([[ -e $to ]] && echo renew || echo install) $to"; then return 0; fi
  preserve "$to"
  cp -- "$from" "$to.new"
  chown "$owner" -- "$to.new"
  chmod "$mode" -- "$to.new"
  mv -f -- "$to.new" "$to"
}

remove_folder() { # FOLDER
  rmdir --ignore-fail-on-non-empty -- "$1"
  [[ ! -d $1 ]] || LEFT+=("$1")
}

make_folder() { # FOLDER MODE OWNER
  # Where others than root may write, a link would have root give away what it points to.
  if [[ -L $1 && $(stat -c %u -- "$1") != 0 ]]; then fatal "$1 is a symbolic link of $(stat -c %U -- "$1"), not of root: remove it"; fi
  if [[ ! -d $1 ]]; then
    if planned "create $1"; then return 0; fi
    mkdir -p -- "$1"
    # What a service has stored there meanwhile may be the only copy.
    undo_with remove_folder "$1"
  elif [[ "$(stat -c '0%a %U:%G' -- "$1")" == "$2 $3" ]]; then
    return 0
  fi
  ((!dry_run)) || return 0
  chown "$3" -- "$1"
  chmod "$2" -- "$1"
}

created_by_setup='created by nimsforest setup'

make_user() { # NAME HOME
  local comment=$created_by_setup
  if getent group "$1" >/dev/null; then
    comment+=' in a group that was there'
  elif ! planned "create the group $1"; then
    groupadd --system "$1"
    undo_with remove_group "$1" "$2"
  fi
  if getent passwd "$1" >/dev/null || planned "create the user $1"; then return 0; fi
  useradd --system --gid "$1" --comment "$comment" --home-dir "$2" --no-create-home --shell /usr/sbin/nologin "$1"
  undo_with remove_user "$1" "$2"
}

was_created_by_setup() { [[ $(getent passwd "$1" | cut -d: -f5) == "$created_by_setup"* ]]; } # USER

# The user, and its group unless that was there before. With HOME only when that is gone: else its files would be nobody's.
remove_user() { # NAME [HOME]
  if [[ -n ${2:-} && -e ${2:-} ]]; then return 0; fi
  if [[ $(getent passwd "$1" | cut -d: -f5) == "$created_by_setup" ]]; then
    userdel "$1"
  else
    # userdel takes the group of the same name along where it is the user's own, and says so where it does not.
    usermod --gid nogroup "$1"
    userdel "$1" 2>/dev/null
  fi
}

remove_group() { # NAME HOME
  if [[ -e $2 ]] || ! getent group "$1" >/dev/null; then return 0; fi
  groupdel "$1"
}

is_active() { systemctl is-active --quiet "$1" 2>/dev/null; }

# run_service UNIT restart|reload|'': starts it if it is not running, else does what the changes ask for.
run_service() {
  local unit=$1 action=$2
  if ! systemctl is-enabled --quiet "$unit" 2>/dev/null; then
    if ! planned "enable $unit"; then
      undo_with systemctl disable --quiet "$unit"
      systemctl enable --quiet "$unit"
    fi
  fi
  if ! is_active "$unit"; then
    if planned "start $unit"; then return 0; fi
    undo_with systemctl stop "$unit"
    start_or_explain start "$unit"
  elif [[ -n $action ]]; then
    if planned "$action $unit"; then return 0; fi
    undo_at_the_end_with systemctl restart "$unit"
    start_or_explain "$action" "$unit"
  fi
}

start_or_explain() { # ACTION UNIT
  systemctl "$1" "$2" || {
    journalctl -q -u "$2" -n 15 --no-pager -o cat >&2 || true
    fatal "$2 did not $1: the lines above are its log"
  }
}
