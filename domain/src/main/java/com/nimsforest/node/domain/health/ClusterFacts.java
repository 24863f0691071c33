package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
 * @param problem why the mesh cannot be seen; empty when it can
 */
public record ClusterFacts(
        String name,
        int expected,
        List<String> connected,
        List<String> missing,
        boolean quorum,
        Optional<HealthFinding> problem) {
    public ClusterFacts {
        requireNonNull(name, "name");
        requireNonNull(problem, "problem");
        connected = List.copyOf(connected);
        missing = List.copyOf(missing);
    }

    /** One that can be seen. */
    public ClusterFacts(String name, int expected, List<String> connected, List<String> missing, boolean quorum) {
        this(name, expected, connected, missing, quorum, Optional.empty());
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
        return new ClusterFacts(name, expected, connected, named, quorum, problem);
    }

    public boolean isSingleNode() {
        return expected <= 1;
    }
}
