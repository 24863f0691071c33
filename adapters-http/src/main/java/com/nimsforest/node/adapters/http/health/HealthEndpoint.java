package com.nimsforest.node.adapters.http.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.answer.Json;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.ports.driving.NodeHealth;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers probes from the last view of the node, so that no probe ever waits on NATS. */
public final class HealthEndpoint {
    private static final String HEALTH_JSON = "application/health+json";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final NodeHealth health;
    private final Clock clock;

    public HealthEndpoint(NodeHealth health, Clock clock) {
        this.health = requireNonNull(health, "health");
        this.clock = requireNonNull(clock, "clock");
    }

    public void register(RoutesConfig routes) {
        get(routes, "/livez", this::live);
        get(routes, "/readyz", this::ready);
        get(routes, "/healthz", this::report);
        get(routes, "/health", this::report);
    }

    private static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private void live(Context request) {
        request.result("ok\n");
    }

    private void ready(Context request) {
        HealthReport report = health.report();
        request.status(report.ready() ? OK : UNAVAILABLE)
                .contentType("text/plain; charset=utf-8")
                .result(asked(request, "verbose") ? checks(report) + verdict(report) : verdict(report));
    }

    private static String verdict(HealthReport report) {
        return report.ready() ? "ready\n" : "not ready: " + report.unready() + "\n";
    }

    private static String checks(HealthReport report) {
        StringBuilder lines = new StringBuilder();
        for (HealthFinding finding : report.findings()) {
            lines.append(mark(finding.status()))
                    .append(finding.component().word())
                    .append(": ")
                    .append(finding.status())
                    .append(finding.reason().isEmpty() ? "" : ", " + finding.reason())
                    .append('\n');
        }
        return lines.toString();
    }

    private static String mark(HealthStatus status) {
        return switch (status) {
            case UP -> "[+] ";
            case DEGRADED -> "[!] ";
            case DOWN -> "[-] ";
        };
    }

    private void report(Context request) {
        HealthReport report = health.report();
        boolean fine = report.status() == HealthStatus.UP
                || report.status() == HealthStatus.DEGRADED && !asked(request, "strict");
        String accept = request.header("Accept");
        request.status(fine ? OK : UNAVAILABLE)
                .contentType(accept != null && accept.contains(HEALTH_JSON) ? HEALTH_JSON : "application/json")
                .result(Json.bytes(body(report)));
    }

    private Map<String, Object> body(HealthReport report) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", report.status().name());
        body.put("node", report.node());
        body.put("version", report.version());
        body.put("ready", report.ready());
        body.put("at", report.at());
        body.put(
                "ageMs",
                Math.max(0, Duration.between(report.at(), clock.instant()).toMillis()));
        Map<String, Object> components = new LinkedHashMap<>();
        report.findings().forEach(finding -> components.put(finding.component().word(), component(finding)));
        body.put("components", components);
        return body;
    }

    private static Map<String, Object> component(HealthFinding finding) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("status", finding.status().name());
        if (finding.status() != HealthStatus.UP) {
            component.put("reason", finding.reason());
            component.put("hint", finding.hint());
        }
        component.put("details", finding.details());
        return component;
    }

    /** {@code ?name}, {@code ?name=true}; not {@code ?name=false}. */
    private static boolean asked(Context request, String name) {
        String value = request.queryParam(name);
        return value != null && !value.equalsIgnoreCase("false") && !value.equals("0");
    }
}
