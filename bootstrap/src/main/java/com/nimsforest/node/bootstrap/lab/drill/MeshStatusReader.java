package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.process.HealthEndpointReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The status of a dev mesh as its nodes report it. */
final class MeshStatusReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<DevNodeLayout> locations;
    private final String token;

    /** @param token what the nodes want to be shown; empty when they need none */
    MeshStatusReader(List<DevNodeLayout> locations, String token) {
        this.locations = List.copyOf(locations);
        this.token = token;
    }

    /** The location of the leader of the stream, if any node knows it. */
    Optional<DevNodeLayout> leader(String stream) {
        return locations.stream()
                .flatMap(location -> streams(health(location)).stream())
                .filter(found -> found.path("name").asString("").equals(stream))
                .flatMap(found -> named(found.path("leader").asString("")).stream())
                .findFirst();
    }

    /** Whether no node tells of any problem; one that does not answer tells of one. */
    boolean everyNodeIsUp() {
        return locations.stream()
                .map(this::health)
                .allMatch(health -> health.path("status").asString("").equals("UP"));
    }

    /** Tracks the recovery of the mesh from now on. */
    RecoveryCheck recovery() {
        return new RecoveryCheck(locations, this::health, InstantSource.system());
    }

    private Optional<DevNodeLayout> named(String name) {
        return locations.stream()
                .filter(location -> location.name().equals(name))
                .findFirst();
    }

    /** The streams in the health report of a node. */
    static List<JsonNode> streams(JsonNode health) {
        return health.at("/components/jetstream/details/streams").valueStream().toList();
    }

    private JsonNode health(DevNodeLayout location) {
        try {
            return JSON.readTree(HealthEndpointReader.body(location.http(), "/healthz", token));
        } catch (JacksonException noAnswer) {
            return JSON.createObjectNode();
        }
    }
}
