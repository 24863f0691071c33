# shellcheck shell=bash
# Checks of the values of flags: names, ports, sizes and paths. Each mistake is a problem.
# Sourced after lib-messages.sh, never run.

check_name() { # FLAG VALUE
  if [[ -z $2 ]]; then
    problem "$1 is missing or empty: give the machine a name of its own, such as nats-1"
  elif [[ ! $2 =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$ ]]; then
    problem "$1 $(shown "$2"): 1 to 63 letters, digits, '_' and '-', the first a letter or digit"
  fi
}

check_user() { # FLAG VALUE
  [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$ ]] ||
    problem "$1 $(shown "$2"): 1 to 63 letters, digits, '.', '_' and '-', the first a letter or digit"
}

valid_port() { [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] && (($1 <= 65535)); }

check_port() { # FLAG VALUE
  valid_port "$2" || problem "$1 $(shown "$2"): a port from 1 to 65535"
}

check_size() { # FLAG VALUE
  local number unit limit
  if [[ ! $2 =~ ^([1-9][0-9]{0,14})(([KMGTkmgt])([Ii]?[Bb])?)?$ ]]; then
    problem "$1 $(shown "$2"): a size such as 256MB or 10GB"
    return
  fi
  number=${BASH_REMATCH[1]} unit=${BASH_REMATCH[3]^}
  case $unit in
    K) limit=$((1 << 40)) ;; M) limit=$((1 << 30)) ;; G) limit=$((1 << 20)) ;;
    T) limit=1024 ;; *) limit=$((1 << 50)) ;;
  esac
  ((number <= limit)) || problem "$1 $(shown "$2"): more than 1024TB"
}

size_in_bytes() { # VALID-SIZE
  [[ $1 =~ ^([0-9]+)([KMGTkmgt]?) ]]
  case ${BASH_REMATCH[2]^} in
    K) echo $((BASH_REMATCH[1] << 10)) ;; M) echo $((BASH_REMATCH[1] << 20)) ;;
    G) echo $((BASH_REMATCH[1] << 30)) ;; T) echo $((BASH_REMATCH[1] << 40)) ;;
    *) echo "${BASH_REMATCH[1]}" ;;
  esac
}

# A secret in the place of its file is no path.
shown_file() { # FLAG VALUE
  if [[ ! -e $2 && $1 =~ (password|secret|token)-file$|^(--tls-key|rotate-token)$ ]]; then echo "'***'"; else shown "$2"; fi
}

check_path() { # FLAG VALUE: a path that needs no quoting anywhere
  if [[ -z $2 ]]; then
    problem "$1 is empty: give a file"
  elif ((${#2} > 255)); then
    problem "$1 $(shown_file "$1" "$2"): longer than 255 characters"
  elif [[ ! $2 =~ ^[A-Za-z0-9/._@%+=:,~-]+$ || $2 == -* ]]; then
    problem "$1 $(shown_file "$1" "$2"): a path of letters, digits and / . _ @ % + = : , ~ - only"
  else
    return 0
  fi
  return 1
}

check_readable_file() { # FLAG VALUE
  check_path "$1" "$2" || return 1
  if [[ ! -e $2 ]]; then
    problem "$1 $(shown_file "$1" "$2"): there is no such file"
  elif [[ ! -f $2 ]]; then
    problem "$1 $(shown_file "$1" "$2"): not a regular file"
  elif [[ ! -r $2 ]]; then
    problem "$1 $(shown_file "$1" "$2"): not readable by $(id -un)"
  elif [[ ! -s $2 ]]; then
    problem "$1 $(shown_file "$1" "$2"): the file is empty"
  else
    return 0
  fi
  return 1
}

check_secret_file() { # FLAG VALUE
  check_readable_file "$1" "$2" || return 1
  warn_of_open_file "$1" "$2"
}

warn_of_open_file() { # FLAG FILE
  local mode
  mode=$(stat -Lc %a -- "$2")
  ((8#$mode & 8#007)) || return 0
  warn "$1 $2 can be read by every user of this machine: chmod 600 $2"
}

# A program that is a client of this machine's server: no user that setup itself makes, and no word that the server reads as a value.
check_client_user() { # FLAG NAME
  case $2 in
    nimsforest | admin | status | operator | open | true | false | yes | no | on | off)
      problem "$1 $(shown "$2"): taken, choose another name" ;;
    *) [[ $2 =~ ^[a-z][a-z0-9_-]{0,31}$ ]] ||
      problem "$1 $(shown "$2"): 1 to 32 small letters, digits, '_' and '-', the first a letter" ;;
  esac
}

# Subjects that a program may use, with commas between; of any kind, since the one who runs setup is root.
check_client_subjects() { # FLAG VALUE
  local token='[A-Za-z0-9_$:/-]+'
  local subject="(>|($token|\\*)(\\.($token|\\*))*(\\.>)?)"
  check_subject_list "$1" "$2" "$subject" 'river.orders,payment.>'
}

check_users() { # FLAG FILE
  local user lines
  declare -A seen=()
  if ! cmp -s -- "$2" <(tr -d '\0' <"$2"); then
    problem "$1 $2: not a text file"
    return
  fi
  mapfile -t lines <"$2"
  for user in "${lines[@]}"; do
    if [[ ! $user =~ ^([a-z0-9_-]+)\ (node|publish=([^ ]*)\ subscribe=([^ ]*))(\ salt=[a-f0-9]+)?$ ]]; then
      problem "$1 $2: $(shown "$user") is no user: NAME node, or NAME publish=S,S subscribe=S,S, and after it salt=HEX"
      continue
    fi
    set -- "$1" "$2" "${BASH_REMATCH[@]:1}"
    check_client_user "$1" "$3"
    [[ -z ${seen[$3]:-} ]] || problem "$1 $2: user $3 is there twice"
    seen[$3]=1
    [[ -z ${5:-} ]] || check_client_subjects "$1" "$5"
    [[ -z ${6:-} ]] || check_client_subjects "$1" "$6"
  done
}

# Subjects of leaves, with commas between: what begins with a wildcard or a $, or what the streams and answers use, would be
# more than leaves.
check_subjects() { # FLAG VALUE
  local token='[A-Za-z0-9_-]+'
  local subject="$token(\\.($token|\\*))*(\\.>)?"
  check_subject_list "$1" "$2" "$subject" 'payment.>,invoice.paid; none may begin with a wildcard or a $'
  [[ ! $2 =~ (^|,)((river|aside|humus|deadletter)\.[^,]*|_INBOX[^,]*)(,|$) ]] ||
    problem "$1: $(shown "${BASH_REMATCH[2]}") is no leaf: the streams and the answers of the servers use it"
}

check_subject_list() { # FLAG VALUE PATTERN EXAMPLE
  [[ ${#2} -le 4096 && $2 =~ ^$3(,$3)*$ ]] || problem "$1 $(shown "$2"): subjects with commas between, such as $4"
}
