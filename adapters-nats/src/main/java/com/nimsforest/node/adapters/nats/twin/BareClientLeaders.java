package com.nimsforest.node.adapters.nats.twin;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Has the nearest server lead, in a mesh; on a single server there is nothing to do. For one thread. */
final class BareClientLeaders {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Connection connection;
    private final String nearest;

    BareClientLeaders(Connection connection) {
        this.connection = connection;
        this.nearest = connection.getServerInfo().getServerName();
    }

    /** The stream, and all of its consumers. */
    void take(String stream) {
        lead("STREAM", stream);
        JsonNode names = BareClientApi.ask(connection, "CONSUMER.NAMES." + stream, "");
        names.path("consumers").forEach(name -> lead("CONSUMER", stream + "." + name.asString()));
    }

    private void lead(String kind, String what) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!isNear(BareClientApi.ask(connection, kind + ".INFO." + what, ""))) {
            if (System.nanoTime() > end) {
                throw new StorageUnavailableException(what + " does not get " + nearest + " as its leader");
            }
            String preferred = "{\"placement\":{\"preferred\":\"" + nearest + "\"}}";
            // Refused while there is no leader, which passes.
            BareClientApi.askAsync(connection, kind + ".LEADER.STEPDOWN." + what, preferred)
                    .exceptionally(silent -> null)
                    .join();
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private boolean isNear(JsonNode info) {
        JsonNode cluster = info.path("cluster");
        return cluster.isMissingNode() || nearest.equals(cluster.path("leader").asString(""));
    }
}
