package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.ClusterFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Calls the roll of the machines: who is there, who is missing, and what each tells of itself.
 *
 * @param self the name of this machine's server
 * @param here whether that server is there
 * @param metaLeader the server that leads the meta group; empty when there is none
 * @param reports what the nodes tell, this one's among them
 */
public record MachineStatusList(
        String self, boolean here, ClusterFacts cluster, String metaLeader, List<NodeStatusReport> reports) {
    public MachineStatusList {
        requireNonNull(self, "self");
        requireNonNull(cluster, "cluster");
        requireNonNull(metaLeader, "metaLeader");
        reports = List.copyOf(reports);
    }

    /** The machines by name; one that was never seen by its address. */
    public List<MachineStatus> members() {
        Set<String> missing = new TreeSet<>(cluster.missing());
        missing.remove(self);
        Set<String> others = others(missing);
        return Stream.of(Stream.of(self), others.stream(), missing.stream().filter(name -> !others.contains(name)))
                .flatMap(names -> names)
                .sorted()
                .map(name -> member(name, name.equals(self) ? here : others.contains(name)))
                .toList();
    }

    /**
     * The others that are there. Old servers do not tell whom they are routed to, and one that cannot be asked tells nothing:
     * then the nodes that answer say whose machines are there.
     */
    private Set<String> others(Set<String> missing) {
        Set<String> known = new TreeSet<>();
        servers().map(NatsServerFacts::name).forEach(known::add);
        known.remove(self);
        known.removeAll(missing);
        List<String> untold = cluster.connected().stream()
                .filter(name -> !known.contains(name) && !name.equals(self))
                .toList();
        Set<String> others = new TreeSet<>(known);
        long unnamed = Math.max(0, cluster.connected().size() - known.size());
        untold.stream().limit(unnamed).forEach(others::add);
        return others;
    }

    private MachineStatus member(String name, boolean present) {
        Optional<NodeStatusReport> report = reports.stream()
                .filter(of ->
                        of.server().filter(server -> server.name().equals(name)).isPresent())
                .max(Comparator.comparing(of -> of.health().at()));
        return new MachineStatus(
                name,
                present,
                name.equals(self),
                name.equals(metaLeader),
                report.flatMap(NodeStatusReport::server),
                report.flatMap(NodeStatusReport::roundTrip));
    }

    private Stream<NatsServerFacts> servers() {
        return reports.stream().flatMap(report -> report.server().stream());
    }
}
