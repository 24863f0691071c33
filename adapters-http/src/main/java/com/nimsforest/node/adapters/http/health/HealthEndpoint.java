package com.nimsforest.node.adapters.http.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.answer.HttpJsonMapper;
import com.nimsforest.node.domain.health.ComponentHealth;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.ports.driving.NodeHealth;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.Map;

/** Answers probes from the last view of the node, so that no probe ever waits on NATS. */
public final class HealthEndpoint {
    private static final String HEALTH_JSON = "application/health+json";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final NodeHealth health;
    private final BearerTokenCheck token;
    private final Clock clock;

    public HealthEndpoint(NodeHealth health, BearerTokenCheck token, Clock clock) {
        this.health = requireNonNull(health, "health");
        this.token = requireNonNull(token, "token");
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
        boolean trusted = token.isTrusted(request);
        String verdict = verdict(report, trusted);
        request.status(report.ready() ? OK : UNAVAILABLE)
                .contentType("text/plain; charset=utf-8")
                .result(asked(request, "verbose") ? checks(report, trusted) + verdict : verdict);
    }

    private static String verdict(HealthReport report, boolean trusted) {
        if (report.ready()) {
            return "ready\n";
        }
        return trusted ? "not ready: " + report.unready() + "\n" : "not ready\n";
    }

    private static String checks(HealthReport report, boolean trusted) {
        StringBuilder lines = new StringBuilder();
        for (ComponentHealth finding : report.components()) {
            lines.append(mark(finding.status()))
                    .append(finding.component().word())
                    .append(": ")
                    .append(finding.status())
                    .append(finding.reason().isEmpty() || !trusted ? "" : ", " + finding.reason())
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
        Map<String, Object> body = token.isTrusted(request)
                ? HealthReportJson.whole(report, clock.instant())
                : HealthReportJson.forStrangers(report, clock.instant());
        request.status(fine ? OK : UNAVAILABLE)
                .contentType(accept != null && accept.contains(HEALTH_JSON) ? HEALTH_JSON : "application/json")
                .result(HttpJsonMapper.bytes(body));
    }

    /** {@code ?name}, {@code ?name=true}; not {@code ?name=false}. */
    private static boolean asked(Context request, String name) {
        String value = request.queryParam(name);
        return value != null && !value.equalsIgnoreCase("false") && !value.equals("0");
    }
}
