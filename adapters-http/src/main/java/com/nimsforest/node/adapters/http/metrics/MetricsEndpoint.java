package com.nimsforest.node.adapters.http.metrics;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.answer.AcceptHeader;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Shows the measurements: Prometheus' text form, or OpenMetrics to those who accept it. */
public final class MetricsEndpoint {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final MicrometerNodeMetrics instruments;
    private final BearerTokenCheck token;

    public MetricsEndpoint(MicrometerNodeMetrics instruments, BearerTokenCheck token) {
        this.instruments = requireNonNull(instruments, "instruments");
        this.token = requireNonNull(token, "token");
    }

    public void register(RoutesConfig routes) {
        routes.get("/metrics", this::show);
        routes.head("/metrics", this::show);
    }

    private void show(Context request) {
        token.checkReader(request);
        boolean open = AcceptHeader.names(request.header("Accept"), "application/openmetrics-text");
        String form = open ? OPEN_METRICS : PROMETHEUS;
        request.contentType(form).result(instruments.scrape(form));
    }
}
