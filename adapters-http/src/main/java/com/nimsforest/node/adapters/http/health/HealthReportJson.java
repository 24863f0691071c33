package com.nimsforest.node.adapters.http.health;

import com.nimsforest.node.domain.health.ComponentHealth;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A report as JSON: all of it, or only what a stranger may know. */
final class HealthReportJson {
    private static final String WITHHELD = "who and why: send the header Authorization: Bearer <token>,"
            + " as set by NIMSFOREST_HTTP_TOKEN, since this address is open to other machines";

    private HealthReportJson() {}

    static Map<String, Object> whole(HealthReport report, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", report.status().name());
        body.put("node", report.node());
        body.put("version", report.version());
        return aged(body, report, now, component -> component(component, report));
    }

    static Map<String, Object> forStrangers(HealthReport report, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", report.status().name());
        aged(body, report, now, finding -> Map.of("status", finding.status().name()));
        body.put("withheld", WITHHELD);
        return body;
    }

    private static Map<String, Object> aged(
            Map<String, Object> body,
            HealthReport report,
            Instant now,
            Function<ComponentHealth, Map<String, Object>> form) {
        body.put("ready", report.ready());
        body.put("at", report.at());
        body.put("ageMs", Math.max(0, Duration.between(report.at(), now).toMillis()));
        Map<String, Object> components = new LinkedHashMap<>();
        report.components()
                .forEach(finding -> components.put(finding.component().word(), form.apply(finding)));
        body.put("components", components);
        return body;
    }

    private static Map<String, Object> component(ComponentHealth finding, HealthReport report) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("status", finding.status().name());
        if (finding.status() != HealthStatus.UP) {
            finding.since().ifPresent(since -> component.put("since", since));
            component.put("reason", finding.reason());
            component.put("hint", finding.hint());
        }
        component.put(
                "details",
                report.facts()
                        .map(facts -> HealthDetailsJson.of(finding.component(), facts))
                        .orElse(Map.of()));
        return component;
    }
}
