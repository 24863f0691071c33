package com.nimsforest.node.adapters.nats.monitor;

import static java.util.Objects.requireNonNull;

import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * By what the sidecar tells of the streams that it has: whether what was asked of them and of their consumers before still
 * holds, so that it need not be asked again. Any thread; may wait for the monitoring port.
 */
public final class StreamChangeDetector {
    /** What goes on while nothing happens. */
    private static final List<String> PASSING = List.of("ts", "num_waiting", "active");

    /** What was told of a stream, by account: a server does not tell whose is whose. */
    private record Told(Map<String, JsonNode> details, long at) {
        boolean isStillAs(@Nullable Told before, Duration most) {
            return before != null && at - before.at() < most.toNanos() && details.equals(before.details());
        }
    }

    private final MonitoringClient monitor;
    private final Supplier<Optional<ServerInfo>> sidecar;
    private final Duration most;
    private final Map<String, Told> last = new ConcurrentHashMap<>();

    /**
     * @param sidecar the server that the node is connected to; another one at the port tells nothing of its streams
     * @param most how long what was asked may be taken to hold: what a server does not tell is to be seen in time, too
     */
    public StreamChangeDetector(MonitoringClient monitor, Supplier<Optional<ServerInfo>> sidecar, Duration most) {
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.most = requireNonNull(most, "most");
        this.monitor = requireNonNull(monitor, "monitor");
    }

    /** The streams of which nothing has changed since they were last not among these. */
    public Set<String> unchanged() {
        Map<String, Told> now = told();
        last.keySet().retainAll(now.keySet());
        Set<String> same = now.entrySet().stream()
                .filter(stream -> stream.getValue().isStillAs(last.get(stream.getKey()), most))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        now.keySet().removeAll(same);
        last.putAll(now);
        return same;
    }

    private Map<String, Told> told() {
        Map<String, Told> told = new HashMap<>();
        long now = System.nanoTime();
        try {
            JsonNode storage = monitor.recent(MonitoringClient.STORAGE);
            if (sidecar.get()
                    .filter(own -> !MonitoringClusterView.isAnother(own, storage))
                    .isEmpty()) {
                return told;
            }
            storage.path("account_details")
                    .forEach(account -> account.path("stream_detail")
                            .forEach(stream -> told.computeIfAbsent(
                                            stream.path("name").asString(""), name -> new Told(new TreeMap<>(), now))
                                    .details()
                                    .put(account.path("name").asString(""), withoutPassing(stream.deepCopy()))));
        } catch (IOException untold) {
            told.clear();
        }
        return told;
    }

    private static JsonNode withoutPassing(JsonNode told) {
        if (told instanceof ObjectNode object) {
            object.remove(PASSING);
        }
        told.forEach(StreamChangeDetector::withoutPassing);
        return told;
    }
}
