package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The members of the meta group, as the sidecar's monitoring port tells them. Any thread; each look is bounded. */
public final class MonitoringMeshMembers {
    private final MonitoringClient monitor;

    public MonitoringMeshMembers(URI monitor) {
        this.monitor = new MonitoringClient(monitor);
    }

    /** The name of the sidecar. */
    public String self() {
        return ask("/varz").path("server_name").asString("");
    }

    /** {@code meta_cluster} as the sidecar has it; missing on a single server. Followers before 2.12 list no members. */
    public JsonNode metaCluster() {
        return ask("/jsz?meta=1").path("meta_cluster");
    }

    /** The names of the servers that the sidecar has a route to: a route ends with its server, before the members hear of it. */
    public Set<String> routed() {
        return addresses().keySet();
    }

    /** The address of the other end of its routes, by the name of the server there. */
    public Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        ask("/routez")
                .path("routes")
                .forEach(route -> addresses.put(
                        route.path("remote_name").asString(""), route.path("ip").asString("")));
        return Map.copyOf(addresses);
    }

    private JsonNode ask(String path) {
        try {
            return monitor.get(path);
        } catch (IOException unreadable) {
            throw new StorageUnavailableException(
                    "monitoring port " + monitor + " does not answer: " + unreadable.getMessage(), unreadable);
        }
    }
}
