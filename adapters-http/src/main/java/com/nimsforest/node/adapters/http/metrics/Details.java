package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthReport;
import java.util.List;
import java.util.Map;

/** The facts of one component, read as numbers; what is not there is 0. */
record Details(Map<?, ?> facts) {
    static Details of(HealthReport report, HealthComponent component) {
        return report.findings().stream()
                .filter(finding -> finding.component() == component)
                .findFirst()
                .map(finding -> new Details(finding.details()))
                .orElseGet(() -> new Details(Map.of()));
    }

    double number(String name) {
        return facts.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    double flag(String name) {
        return Boolean.TRUE.equals(facts.get(name)) ? 1 : 0;
    }

    String text(String name) {
        return facts.get(name) instanceof String text ? text : "";
    }

    List<?> list(String name) {
        return facts.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The rows of a list of facts. */
    List<Details> rows(String name) {
        return list(name).stream()
                .filter(Map.class::isInstance)
                .map(row -> new Details((Map<?, ?>) row))
                .toList();
    }
}
