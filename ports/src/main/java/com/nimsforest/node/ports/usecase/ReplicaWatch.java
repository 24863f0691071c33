package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.Divergence;
import com.nimsforest.node.domain.health.StorageFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.CopyComparison;
import com.nimsforest.node.domain.status.CopyFacts;
import com.nimsforest.node.domain.status.CopyLook;
import com.nimsforest.node.domain.status.CopyTrack;
import com.nimsforest.node.domain.status.ServerFacts;
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
final class ReplicaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaWatch.class);

    private final Clock clock;
    private final Map<String, Map<String, CopyTrack>> tracks = new HashMap<>();
    private final Map<String, CopyComparison> differing = new TreeMap<>();

    ReplicaWatch(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Compares what was seen until now.
     *
     * @param servers each server that can be asked, once
     * @param storage who has a copy of which stream, as the leaders say; a stream that is not among them is left as it was
     * @return the streams whose copies differ
     */
    List<Divergence> look(Collection<ServerFacts> servers, StorageFacts storage) {
        Instant now = clock.instant();
        storage.streams().stream()
                .filter(stream -> !stream.peers().isEmpty() || stream.replicas() == 1)
                .forEach(stream -> compare(stream, servers, now));
        return differing.values().stream().map(CopyComparison::divergence).toList();
    }

    private void compare(StreamFacts stream, Collection<ServerFacts> servers, Instant now) {
        Map<String, CopyTrack> copies = tracks.computeIfAbsent(stream.name(), name -> new HashMap<>());
        Map<String, Boolean> peers = new HashMap<>();
        stream.peers().forEach(peer -> peers.put(peer.server(), peer.current()));
        copies.keySet().retainAll(peers.keySet());
        peers.forEach((server, current) -> copyOf(stream.name(), server, servers)
                .ifPresent(copy -> copies.merge(
                        server,
                        new CopyTrack(server, List.of(new CopyLook(now, current, copy))),
                        (before, one) -> before.with(one.looks().get(0)))));
        Optional<CopyComparison> before = Optional.ofNullable(differing.get(stream.name()));
        Optional<CopyComparison> after = CopyComparison.of(stream.name(), copies.values(), now, before);
        after.ifPresentOrElse(found -> differing.put(stream.name(), found), () -> differing.remove(stream.name()));
        tell(stream.name(), before, after);
    }

    private static Optional<CopyFacts> copyOf(String stream, String server, Collection<ServerFacts> servers) {
        return servers.stream()
                .filter(of -> of.name().equals(server))
                .flatMap(of -> of.copies().stream())
                .filter(copy -> copy.stream().equals(stream))
                .findFirst();
    }

    private static void tell(String stream, Optional<CopyComparison> before, Optional<CopyComparison> after) {
        if (before.isEmpty() && after.isPresent()) {
            LOG.error(
                    "stream={} differs between its replicas: {}; see docs/RUNBOOK.md#diverged",
                    stream,
                    after.get().divergence().difference());
        } else if (before.isPresent() && after.isEmpty()) {
            LOG.info("stream={} does not differ between its replicas any more", stream);
        }
    }
}
