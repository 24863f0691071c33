#!/usr/bin/env bash
# ops/observability: that the rules say what their tests say, and that they, the dashboard and the runbook speak of
# things that there are.
# Usage: observability-test.sh [test_NAME...]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=ops/test/test-functions.sh
source "$root/ops/test/test-functions.sh"

folder=$root/ops/observability
rules=$folder/nimsforest.rules.yml
rules_tests=$folder/nimsforest.rules.test.yml
dashboard=$folder/grafana-dashboard.json
runbook=$root/docs/RUNBOOK.md

alerts() { sed -n 's/^ *- alert: *//p' "$rules"; }

# The anchors that a heading of the runbook makes.
anchors() { sed -n 's/^##* //p' "$runbook" | tr '[:upper:] ' '[:lower:]-' | tr -cd 'a-z0-9\n-'; }

queries() {
  sed -n 's/^ *expr: //p' "$rules"
  jq -r '.. | .expr? // empty' "$dashboard"
}

assert_no_lines() { # WHAT LINES
  [[ -z $2 ]] || fail "$1" "$2"
}

test_the_rules_and_the_scrape_configuration_are_valid() {
  run promtool check rules "$rules"
  assert_status 0
  run promtool check config "$folder/prometheus.yml"
  assert_status 0
}

test_each_alert_does_as_its_tests_say() {
  run promtool test rules "$rules_tests"
  assert_status 0
}

test_each_alert_is_seen_to_fire_and_to_be_silent() {
  local alert expectations
  while read -r alert; do
    expectations=$(grep -A2 "alertname: $alert\$" "$rules_tests" || true)
    assert_contains "$expectations" "exp_alerts: []"
    assert_contains "${expectations//exp_alerts: []/}" "exp_alerts:"
  done < <(alerts)
}

test_each_alert_says_how_bad_it_is_what_it_is_and_where_to_read_on() {
  local number field
  number=$(alerts | wc -l)
  ((number > 0)) || fail "no alerts in $rules"
  for field in severity summary description runbook_url; do
    assert_equals "$number $field" "$(grep -c "^ *$field: [^ ]" "$rules") $field"
  done
  assert_no_lines "neither critical nor warning:" "$(sed -n 's/^ *severity: //p' "$rules" | grep -vxE 'critical|warning' || true)"
}

test_each_alert_has_its_place_in_the_runbook() {
  local link
  while read -r link; do
    assert_equals docs/RUNBOOK.md "${link%%#*}"
    anchors | grep -qx -- "${link#*#}" || fail "no heading of the runbook makes ${link#*#}"
  done < <(sed -n 's/^ *runbook_url: *//p' "$rules")
  assert_no_lines "the runbook does not name:" "$(alerts | while read -r link; do grep -q "\b$link\b" "$runbook" || echo "$link"; done)"
}

test_the_runbook_links_to_places_that_there_are() {
  local link file anchor
  while read -r link; do
    file=${link%%#*} anchor=${link#*#}
    if [[ -n $file ]]; then
      assert_file "$root/docs/$file"
    else
      anchors | grep -qx -- "$anchor" || fail "no heading of the runbook makes $anchor"
    fi
  done < <(grep -oE '\]\([^)]+\)' "$runbook" | sed 's/^](//; s/)$//' | grep -v '^https://' | sort -u)
}

test_the_runbook_names_only_alerts_that_there_are() {
  local alert
  while read -r alert; do
    alerts | grep -qx -- "$alert" || fail "no alert $alert"
  done < <(grep -oE '\b(Nats|Nimsforest)[A-Z][A-Za-z]+' "$runbook" | sort -u)
}

test_each_panel_asks_for_metrics_of_the_node() {
  assert_no_lines "asks for no metric of the node:" "$(queries | grep -vE '\b(nats|nimsforest|jvm|process)_[a-z]|\bup\{' || true)"
}

test_the_dashboard_is_whole() {
  local panels='[.panels[] | select(.type != "row")]'
  run jq -e "$panels | length > 0" "$dashboard"
  assert_status 0
  assert_equals "" "$(jq -r "${panels}[] | select((.title // \"\") == \"\" or (.description // \"\") == \"\" or (.targets | length) == 0) | .id" "$dashboard")"
  assert_equals "" "$(jq -r '[.panels[].id] | group_by(.)[] | select(length > 1)[0]' "$dashboard")"
  # Whichever Prometheus there is, by whatever name.
  # shellcheck disable=SC2016 # Grafana's variable
  assert_equals '${datasource}' "$(jq -r '[.. | .datasource? // empty | objects | .uid] | unique[]' "$dashboard")"
}

test_no_panel_lies_on_another() {
  assert_equals "" "$(jq -r '[.panels[] | {t: .title, g: .gridPos}] | . as $all
    | range(length) as $a | range($a) as $b | [$all[$a], $all[$b]]
    | select(.[0].g.x < .[1].g.x + .[1].g.w and .[1].g.x < .[0].g.x + .[0].g.w
         and .[0].g.y < .[1].g.y + .[1].g.h and .[1].g.y < .[0].g.y + .[0].g.h) | "\(.[0].t), \(.[1].t)"' "$dashboard")"
}

for program in promtool jq; do
  command -v "$program" >/dev/null || {
    echo "$program is missing: apt-get install prometheus jq" >&2
    exit 1
  }
done

run_tests "$@"
