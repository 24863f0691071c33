package com.nimsforest.node.adapters.nats.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Requests with the rights of the system account, each over a connection of its own. For one call at a time. */
public final class OperatorRequest implements NatsMeshControl.OperatorApi {
    private static final String LEADER = "$SYS.REQ.SERVER.PING.JSZ";
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final NatsSettings settings;
    private final Supplier<NatsCredentials> operator;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** @param operator asked at each request; fails when there are no such credentials */
    public OperatorRequest(
            NatsSettings settings,
            Supplier<NatsCredentials> operator,
            ScheduledExecutorService timer,
            Executor workers) {
        this.settings = requireNonNull(settings, "settings");
        this.operator = requireNonNull(operator, "operator");
        this.timer = requireNonNull(timer, "timer");
        this.workers = requireNonNull(workers, "workers");
    }

    @Override
    public JsonNode metaCluster() {
        byte[] leader = JetStreamApi.JSON.writeValueAsBytes(
                JetStreamApi.object().put("meta", true).put("leader_only", true));
        return with(api -> JetStreamApi.JSON
                .readTree(ApiAnswerWaiter.read("the leader of JetStream", api.request(LEADER, null, leader, ANSWER))
                        .getData())
                .path("data")
                .path("meta_cluster"));
    }

    @Override
    public void remove(String server) {
        with(api -> ApiAnswerWaiter.read(
                "removal of " + server,
                api.call("SERVER.REMOVE", JetStreamApi.object().put("peer", server))));
    }

    private <T> T with(Function<JetStreamApi, T> request) {
        NatsCredentials credentials = operator.get();
        NatsSettings own = settings.toBuilder().credentials(() -> credentials).build();
        try (NatsSidecarConnection connection =
                new NatsSidecarConnection(own, Clock.systemUTC(), timer, workers, NodeMetrics.none())) {
            connection.connect();
            return request.apply(new JetStreamApi(connection::require, ANSWER));
        }
    }
}
