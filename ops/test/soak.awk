# The table of a soak from its rows. Exits with 1 when something was lost, done twice or grew.
# Of each measure and node: the median of the first quarter after the warm-up, and of the last one.

function sort(values, count,   i, j, value) {
  for (i = 2; i <= count; i++) {
    value = values[i]
    for (j = i - 1; j > 0 && values[j] > value; j--) values[j + 1] = values[j]
    values[j + 1] = value
  }
}

function median(measure, node, from, to,   sorted, i, n) {
  for (i = from; i <= to; i++) if (seen[measure, node, i] != "") sorted[++n] = seen[measure, node, i] + 0
  sort(sorted, n)
  return n ? sorted[int((n + 1) / 2)] : 0
}

# By least squares, for one hour.
function slope(measure, node,   i, n, x, y, sx, sy, sxx, sxy) {
  for (i = 1; i <= looks[node]; i++) {
    if (seen[measure, node, i] == "") continue
    x = at[node, i] / 3600
    y = seen[measure, node, i]
    n++; sx += x; sy += y; sxx += x * x; sxy += x * y
  }
  return n * sxx - sx * sx > 0 ? (n * sxy - sx * sy) / (n * sxx - sx * sx) : 0
}

function often(node, from, to,   i, times, best) {
  for (i = from; i <= to; i++) if (++times[consumers[node, i]] > times[best]) best = consumers[node, i]
  return best
}

function quarter(node) { return int(looks[node] / 4) > 0 ? int(looks[node] / 4) : 1 }

# Measure, its column, what it is divided by, and how much more of it is no growth.
function line(title, measure, unit, allowed, format,   node, first, last, steepest, s, worst, text, q) {
  for (node = 1; node <= 3; node++) {
    q = quarter(node)
    first = median(measure, node, 1, q) / unit
    last = median(measure, node, looks[node] - q + 1, looks[node]) / unit
    s = slope(measure, node) / unit
    if (node == 1 || s > steepest) steepest = s
    if (last - first > worst) worst = last - first
    text = text sprintf(" " format " → " format " |", first, last)
  }
  if (worst > allowed) bad = 1
  printf "| %s |%s %+.2f | %s |\n", title, text, steepest, (worst > allowed ? "GROWS" : "steady")
}

# A server keeps an index of what it stores in memory, so that its growth is told against that and is no fault.
function memory(   node, q, first, last, stored, text, most) {
  for (node = 1; node <= 3; node++) {
    q = quarter(node)
    first = median(9, node, 1, q)
    last = median(9, node, looks[node] - q + 1, looks[node])
    stored = median(12, node, looks[node] - q + 1, looks[node]) - median(12, node, 1, q)
    if (stored > 0 && (last - first) / stored > most) most = (last - first) / stored
    text = text sprintf(" %.1f → %.1f |", first / 1024, last / 1024)
  }
  printf "| memory of the server, MB |%s %+.2f | %.1f kB for each event in the humus |\n", text, slope(9, 1) / 1024, most
}

/^# drills/ { drills = $2; acknowledged = $3; lost = $4; twice = $5; failed = $6; next }
/^# audit/ { audit_status = $2; audit = $3; next }
NR == 1 { next }
$1 >= warm_up {
  i = ++looks[$2]
  at[$2, i] = $1
  for (column = 3; column <= 12; column++) seen[column, $2, i] = $column
  consumers[$2, i] = $8
  if ($1 > longest) longest = $1
}

END {
  printf "%d minutes; %d drills, %d events acknowledged, lost %d, done twice %d; `audit` at the end: %s\n\n", \
    longest / 60, drills, acknowledged, lost, twice, audit
  print "| what | node 1: first → last quarter | node 2 | node 3 | steepest per hour | verdict |"
  print "|---|---|---|---|---|---|"
  line("threads of the node", 3, 1, 2, "%d")
  line("heap of the node after a collection, MB", 4, 1048576, 4, "%.1f")
  line("open files of the node", 5, 1, 4, "%d")
  line("connections at its server", 6, 1, 1, "%d")
  line("subscriptions at its server", 7, 1, 4, "%d")
  memory()
  line("threads of the server", 10, 1, 4, "%d")
  line("open files of the server", 11, 1, 24, "%d")
  for (node = 1; node <= 3; node++) {
    q = quarter(node)
    before = often(node, 1, q)
    after = often(node, looks[node] - q + 1, looks[node])
    if (before != after) { bad = 1; differ = 1 }
    text = text " " (before == after ? after : before " → " after) " |"
  }
  printf "| consumers of each stream |%s | %s |\n", text, (differ ? "CHANGED" : "steady")
  printf "| messages in the humus, of which each server keeps an index |"
  for (node = 1; node <= 3; node++) {
    q = quarter(node)
    printf " %d → %d |", median(12, node, 1, q), median(12, node, looks[node] - q + 1, looks[node])
  }
  print " | |"
  if (lost + twice + failed + audit_status > 0) bad = 1
  exit bad
}
