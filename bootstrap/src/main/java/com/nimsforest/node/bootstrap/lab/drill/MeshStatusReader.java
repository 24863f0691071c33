package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.NodeLocation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a dev mesh is, as its nodes tell. */
final class MeshStatusReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final List<NodeLocation> sites;

    MeshStatusReader(HttpClient client, List<NodeLocation> sites) {
        this.client = requireNonNull(client, "client");
        this.sites = List.copyOf(sites);
    }

    /** Where the stream has its leader, if any node knows. */
    Optional<NodeLocation> leader(String stream) {
        return sites.stream()
                .flatMap(site -> streams(health(site)).stream())
                .filter(found -> found.path("name").asString("").equals(stream))
                .flatMap(found -> named(found.path("leader").asString("")).stream())
                .findFirst();
    }

    /** To be asked until the mesh is whole, by what the nodes see from now on. */
    RecoveryTracker recovery() {
        return new RecoveryTracker(sites, this::health, InstantSource.system());
    }

    private Optional<NodeLocation> named(String name) {
        return sites.stream().filter(site -> site.name().equals(name)).findFirst();
    }

    /** What a node tells of its streams. */
    static List<JsonNode> streams(JsonNode health) {
        return health.at("/components/jetstream/details/streams").valueStream().toList();
    }

    private JsonNode health(NodeLocation site) {
        HttpRequest request = HttpRequest.newBuilder(site.http().resolve("/healthz"))
                .timeout(TIMEOUT)
                .build();
        try {
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | JacksonException down) {
            return JSON.createObjectNode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }
}
