#!/usr/bin/env bash
# Prints measures of the production code: names, packages, the consume path and lines.
#
# Usage: ops/test/code-measures.sh
#
# Reads src/main of each module, the walk "One acknowledgement" of docs/ARCHITECTURE.md and, by jdeps of the JDK, the
# compiled classes of adapters-nats: run 'mvn compile' before.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
nats=adapters-nats/target/classes
lab='/bootstrap/lab/|/adapters/nats/twin/'

sources() { find ./*/src/main/java -name '*.java' ! -name package-info.java; }

lines_of() { xargs -r cat | wc -l; }

names() { # one word per class name: how many, and how long the names are
  sources | sed 's|.*/||; s|\.java$||' | awk '
    { words = gsub(/[A-Z]+[a-z0-9]*/, "&"); all += words; if (words == 1) one++ }
    END { printf "class names of one word      %d of %d (%.1f %%)\nwords per class name         %.1f\n", one, NR, 100 * one / NR, all / NR }'
}

largest_package() {
  sources | sed 's|/[^/]*$||' | sort | uniq -c | sort -rn | awk 'NR == 1 { n = $1; sub(/.*\/nimsforest\/node\//, "", $2); print "most files in one package    " n " (" $2 ")" }'
}

package_arrows() { # USER USED, between the packages of adapters-nats
  jdeps -verbose:package -filter:none --ignore-missing-deps "$nats" 2>/dev/null |
    awk '$2 == "->" && $1 ~ /\.adapters\.nats(\.|$)/ && $3 ~ /\.adapters\.nats(\.|$)/ && $1 != $3 { print $1, $3 }' | sort -u
}

floors() { # the longest chain of packages in which each uses the next
  awk '
    { used[$1] = used[$1] " " $2; all[$1]; all[$2] }
    function floor(name, list, n, i, most, f) {
      if (name in known) return known[name]
      n = split(used[name], list, " ")
      for (i = 1; i <= n; i++) { f = floor(list[i]); if (f > most) most = f }
      return known[name] = most + 1
    }
    END { for (name in all) { f = floor(name); if (f > highest) highest = f } print highest + 0 }'
}

consume_path() {
  sed -n '/^### One acknowledgement/,/^### /p' docs/ARCHITECTURE.md | awk '/^```/ { walk = $2 == "walk" } walk' | grep -o '[A-Z][A-Za-z]*' | sort -u |
    while read -r class; do find adapters-nats/src/main -path '*/consume/*' -name "$class.java"; done | sed 's|.*/||; s|\.java$||' | grep -v Supervisor
}

main() {
  cd "$root"
  [[ -d $nats ]] || { echo "code-measures: error: $nats is missing; run 'mvn compile'" >&2; exit 1; }
  names
  largest_package
  local arrows
  arrows=$(package_arrows)
  echo "arrows in adapters-nats      $(grep -c . <<<"$arrows") between packages, $(floors <<<"$arrows") floors"
  local path
  path=$(consume_path)
  echo "classes on the consume path  $(grep -c . <<<"$path") ($(paste -sd ' ' <<<"$path"))"
  local all of_lab
  all=$(sources | lines_of)
  of_lab=$(sources | grep -E "$lab" | lines_of)
  echo "production lines             $all"
  echo "lines of dev, drill, bench   $of_lab ($((100 * of_lab / all)) %)"
}

main "$@"
