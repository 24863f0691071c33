package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.membership.RaftGroup;
import com.nimsforest.node.domain.membership.ServerSighting;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The mesh as this machine's server sees it.
 *
 * @param name the cluster's name; empty on a single server
 * @param expected how many servers there should be, this one included; 1 on a single node
 * @param connected the other servers that are there, by name
 * @param missing the other servers that are not, by name or, when they were never seen, by address
 * @param quorum whether a majority is there
 * @param silent those of the missing that this machine's server is still connected to, and that do not answer
 * @param sightings what the meta group tells of the other servers
 * @param problem why the mesh cannot be seen, or is not the one of the settings; empty when it can and is
 */
public record ClusterFacts(
        String name,
        int expected,
        List<String> connected,
        List<String> missing,
        boolean quorum,
        List<String> silent,
        List<ServerSighting> sightings,
        Optional<HealthFinding> problem) {
    public ClusterFacts {
        requireNonNull(name, "name");
        requireNonNull(problem, "problem");
        connected = List.copyOf(connected);
        missing = List.copyOf(missing);
        silent = List.copyOf(silent);
        sightings = List.copyOf(sightings);
    }

    /** One that cannot be seen. */
    public static ClusterFacts unseen(String name, int expected, HealthFinding problem) {
        return new ClusterFacts(
                name, expected, List.of(), List.of(), expected <= 1, List.of(), List.of(), Optional.of(problem));
    }

    boolean isUnseen() {
        return problem.isPresent() && connected.isEmpty() && missing.isEmpty();
    }

    /** One that can be seen. */
    public ClusterFacts(String name, int expected, List<String> connected, List<String> missing, boolean quorum) {
        this(name, expected, connected, missing, quorum, List.of(), List.of(), Optional.empty());
    }

    /**
     * Names the missing that nobody named: of the machines that hold copies, those that are not there, when they are just as
     * many. What was never connected is known only so.
     *
     * @param self the name of this machine's server
     * @param holders who should hold copies of streams
     */
    public ClusterFacts naming(String self, Collection<String> holders) {
        Set<String> absent = new TreeSet<>(holders);
        absent.remove(self);
        connected.forEach(absent::remove);
        missing.forEach(absent::remove);
        int unnamed = expected - 1 - connected.size() - missing.size();
        if (absent.isEmpty() || absent.size() != unnamed) {
            return this;
        }
        List<String> named = Stream.concat(missing.stream(), absent.stream()).toList();
        return new ClusterFacts(name, expected, connected, named, quorum, silent, sightings, problem);
    }

    /** The same, in which those are missing that are connected and do not answer. */
    public ClusterFacts without(Set<String> unanswering) {
        List<String> there =
                connected.stream().filter(name -> !unanswering.contains(name)).toList();
        List<String> frozen = connected.stream().filter(unanswering::contains).toList();
        return new ClusterFacts(
                name,
                expected,
                there,
                Stream.concat(missing.stream(), frozen.stream()).toList(),
                quorum && (isSingleNode() || (there.size() + 1) * 2 > expected),
                frozen,
                sightings,
                problem);
    }

    /**
     * How many machines may be lost in the worst case until something can no longer be stored: reckoned from the servers that
     * hold each stream, of which a machine may have a replica or not, and from JetStream's meta group, which all are in.
     * Negative when it has stopped already; empty when it is not known. While a stream elects a leader, its replicas are where
     * they were.
     */
    public OptionalInt mayStillBeLost(JetStreamFacts storage) {
        Optional<List<StreamFacts>> placements = storage.placements();
        if (problem.isPresent() || placements.isEmpty()) {
            return OptionalInt.empty();
        }
        return isSingleNode()
                ? OptionalInt.of(0)
                : RaftGroup.spare(Stream.concat(
                                Stream.of(new RaftGroup("meta", expected, connected.size() + 1)),
                                placements.get().stream().map(stream -> stream.group(missing)))
                        .toList());
    }

    /** Those of the missing that are known by their address alone. */
    List<String> neverSeen() {
        return missing.stream().filter(name -> name.indexOf(':') >= 0).toList();
    }

    public boolean isSingleNode() {
        return expected <= 1;
    }
}
