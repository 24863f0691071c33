package com.nimsforest.node.adapters.nats.monitor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How a server was set up, by its monitoring port.
 *
 * @param storeFolder where JetStream keeps its data; empty without JetStream
 * @param stored the bytes that JetStream keeps there
 * @param storable the bytes that it may keep there
 * @param routePort where it takes other servers; 0 when it stands alone
 * @param clock the time that it has
 */
public record ServerVarz(String version, String storeFolder, long stored, long storable, int routePort, Instant clock) {
    public ServerVarz {
        requireNonNull(version, "version");
        requireNonNull(storeFolder, "storeFolder");
        requireNonNull(clock, "clock");
    }

    /** Asks the monitoring port; empty when nobody answers there within the bound, or it is no NATS server. */
    public static Optional<ServerVarz> ask(URI monitor, Duration bound) {
        try {
            return Optional.of(read(new MonitoringClient(monitor, bound).get("/varz")));
        } catch (IOException | DateTimeException none) {
            return Optional.empty();
        }
    }

    private static ServerVarz read(JsonNode server) {
        JsonNode storage = server.path("jetstream");
        return new ServerVarz(
                server.path("version").asString(""),
                storage.path("config").path("store_dir").asString(""),
                storage.path("stats").path("storage").asLong(0),
                storage.path("config").path("max_storage").asLong(0),
                server.path("cluster").path("cluster_port").asInt(0),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(server.path("now").asString(""), Instant::from));
    }
}
