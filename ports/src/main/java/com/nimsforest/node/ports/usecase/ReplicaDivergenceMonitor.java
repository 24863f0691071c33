package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.ReplicaDivergence;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.replica.ReplicaComparison;
import com.nimsforest.node.domain.replica.ReplicaHistory;
import com.nimsforest.node.domain.replica.ReplicaObservation;
import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.NatsServerFacts;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the copies of each stream for one that stays different. One call at a time. */
final class ReplicaDivergenceMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaDivergenceMonitor.class);

    private final Clock clock;
    private final Map<String, Map<String, ReplicaHistory>> tracks = new HashMap<>();
    private final Map<String, ReplicaComparison> differing = new TreeMap<>();

    ReplicaDivergenceMonitor(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Compares what was seen until now.
     *
     * @param servers each server that can be asked, once
     * @param storage who has a copy of which stream, as the leaders say; a stream that is not among them is left as it was
     * @return the streams whose copies differ
     */
    List<ReplicaDivergence> observe(Collection<NatsServerFacts> servers, JetStreamFacts storage) {
        Instant now = clock.instant();
        storage.streams().stream()
                .filter(stream -> !stream.peers().isEmpty() || stream.replicas() == 1)
                .forEach(stream -> compare(stream, servers, now));
        return differing.values().stream().map(ReplicaComparison::divergence).toList();
    }

    private void compare(StreamFacts stream, Collection<NatsServerFacts> servers, Instant now) {
        Map<String, ReplicaHistory> copies = tracks.computeIfAbsent(stream.name(), name -> new HashMap<>());
        Map<String, Boolean> peers = new HashMap<>();
        stream.peers().forEach(peer -> peers.put(peer.server(), peer.current()));
        copies.keySet().retainAll(peers.keySet());
        peers.forEach((server, current) -> copyOf(stream.name(), server, servers)
                .ifPresent(copy -> copies.merge(
                        server,
                        new ReplicaHistory(server, List.of(new ReplicaObservation(now, current, copy))),
                        (before, one) -> before.with(one.observations().get(0)))));
        Optional<ReplicaComparison> before = Optional.ofNullable(differing.get(stream.name()));
        Optional<ReplicaComparison> after = ReplicaComparison.of(stream.name(), copies.values(), now, before);
        after.ifPresentOrElse(found -> differing.put(stream.name(), found), () -> differing.remove(stream.name()));
        tell(stream.name(), before, after);
    }

    private static Optional<StreamReplicaContent> copyOf(
            String stream, String server, Collection<NatsServerFacts> servers) {
        return servers.stream()
                .filter(of -> of.name().equals(server))
                .flatMap(of -> of.copies().stream())
                .filter(copy -> copy.stream().equals(stream))
                .findFirst();
    }

    private static void tell(String stream, Optional<ReplicaComparison> before, Optional<ReplicaComparison> after) {
        if (before.isEmpty() && after.isPresent()) {
            LOG.error(
                    "stream={} differs between its replicas: {}; see docs/RUNBOOK.md#diverged",
                    stream,
                    after.get().divergence().difference());
        } else if (before.isPresent() && after.isEmpty()) {
            LOG.info("stream={} no longer differs between its replicas", stream);
        }
    }
}
