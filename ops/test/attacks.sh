#!/usr/bin/env bash
# Tries the attacks of docs/SECURITY.md against a node: each row of a table with a command in its last column is run as it stands
# there, and its answer compared with the second column: the first number of three digits is the HTTP status, 'exit code N' the
# command's own, and what stands in backquotes has to be in the output.
# Usage: attacks.sh URL SECTION...
# URL replaces 127.0.0.1:8080. Commands start in the root of the checkout; those of the node are run with the jar that $NODE_JAR
# names. Rows with 'nats', 'sudo', '…' or without a command are passed over: other tests try them.
# Prints a line for each attack; exit status 0 when all answers were as expected, 1 otherwise.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

(($# > 1)) || { sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$0" && exit 2; }
url=${1#http://}
shift
[[ -z ${NODE_JAR:-} ]] || NODE_JAR=$(realpath -- "$NODE_JAR")

# Rows of the sections: attack, expected and command, with tabs between.
rows() { # SECTION...
  awk -v sections="$(printf '%s\n' "$@")" '
    BEGIN { split(sections, names, "\n"); for (i in names) wanted[names[i]] = 1 }
    /^## / { here = substr($0, 4) in wanted }
    here && /^\|/ {
      gsub(/\\\|/, "\001")
      count = split($0, cells, " *\\| *")
      command = cells[count - 1]
      if (match(command, /^`.*`$/)) {
        gsub("\001", "|", command)
        print cells[2] "\t" cells[3] "\t" substr(command, 2, length(command) - 2)
      }
    }' "$here/../../docs/SECURITY.md"
}

# The answer of a command, its HTTP status line or its output, and its exit status in $status.
answer() { # COMMAND
  local command=${1//127.0.0.1:8080/$url}
  status=0
  out=$(cd "$here/../.." && PATH=$scratch:$PATH bash -c "${command//curl -i/curl -si --max-time 60}" 2>&1 </dev/null | tr -d '\0') || status=$?
}

# Why the answer is not what the second column says; nothing when it is.
difference() { # EXPECTED
  local expected=$1 http='' word
  [[ $out =~ ^HTTP/[0-9.]+\ ([0-9]{3}) ]] && http=${BASH_REMATCH[1]}
  if [[ $expected =~ exit\ code\ ([0-9]+) ]]; then
    [[ $status == "${BASH_REMATCH[1]}" ]] || echo "exit code $status"
  elif [[ $expected =~ (^|[^0-9.])([1-5][0-9]{2})([^0-9]|$) ]]; then
    [[ $http == "${BASH_REMATCH[2]}" ]] || echo "status ${http:-none}: ${out:0:200}"
  fi
  while [[ $expected =~ \`([^\`]+)\`(.*) ]]; do
    word=${BASH_REMATCH[1]} expected=${BASH_REMATCH[2]}
    [[ ${out,,} == *"${word,,}"* ]] || echo "lacks $word: ${out:0:400}"
  done
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck disable=SC2016 # for the program to expand
printf '#!/bin/sh\nexec java -jar "$NODE_JAR" "$@"\n' >"$scratch/nimsforest"
chmod +x "$scratch/nimsforest"

tried=0 failed=0
while IFS=$'\t' read -r attack expected command; do
  [[ ! $command =~ (^|[ ;])(nats|sudo)\  && $command != *…* ]] || continue
  answer "$command"
  wrong=$(difference "$expected" | paste -sd ';')
  tried=$((tried + 1))
  if [[ -n $wrong ]]; then
    failed=$((failed + 1))
    printf 'FAILED  %s: %s (expected: %s)\n        %s\n' "$attack" "$wrong" "$expected" "$command"
  else
    printf 'ok      %s\n' "$attack"
  fi
done < <(rows "$@")
printf '%s attacks, %s answered otherwise than expected\n' "$tried" "$failed"
((failed == 0 && tried > 0))
