package com.nimsforest.node.adapters.http.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.answer.HttpJsonMapper;
import com.nimsforest.node.ports.driving.NodeStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/** Answers from the last view of the forest, without asking anybody. */
public final class ForestStatusEndpoint {
    private final NodeStatus status;
    private final BearerTokenCheck token;
    private final Clock clock;

    public ForestStatusEndpoint(NodeStatus status, BearerTokenCheck token, Clock clock) {
        this.status = requireNonNull(status, "status");
        this.token = requireNonNull(token, "token");
        this.clock = requireNonNull(clock, "clock");
    }

    public void register(RoutesConfig routes) {
        routes.get("/status", this::show);
        routes.head("/status", this::show);
    }

    private void show(Context request) {
        token.checkTrusted(request);
        request.contentType("application/json")
                .result(HttpJsonMapper.bytes(ForestStatusJson.of(status.status(), clock.instant())));
    }
}
