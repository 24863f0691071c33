package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import java.util.List;
import java.util.stream.Stream;

/** What changed for machines, and for the nodes on them. */
final class MachineStatusChanges {
    private MachineStatusChanges() {}

    static Stream<NamedChange> between(ForestStatus before, ForestStatus after) {
        List<MachineStatus> was = before.members();
        List<MachineStatus> is = after.members();
        return Stream.of(
                        NamedChange.ofBoth(was, is, MachineStatus::name, MachineStatusChanges::member),
                        was.isEmpty() ? Stream.<NamedChange>empty() : members(was, is),
                        nodes(before.nodes(), after.nodes()))
                .flatMap(changes -> changes);
    }

    private static Stream<NamedChange> members(List<MachineStatus> was, List<MachineStatus> is) {
        return Stream.concat(
                NamedChange.ofAdded(
                        was,
                        is,
                        MachineStatus::name,
                        found -> NamedChange.other(
                                found.name(), found.present() ? " has joined the mesh" : " is expected, and missing")),
                NamedChange.ofAdded(
                        is,
                        was,
                        MachineStatus::name,
                        gone -> NamedChange.other(gone.name(), " is no longer expected")));
    }

    private static Stream<NamedChange> member(MachineStatus was, MachineStatus is) {
        return Stream.concat(
                NamedChange.when(was.present(), is.present(), is.name(), " is back", " is missing"),
                was.server().stream().flatMap(old -> is.server().stream().flatMap(now -> server(old, now))));
    }

    private static Stream<NamedChange> server(NatsServerFacts was, NatsServerFacts is) {
        String name = "the server of " + is.name();
        if (!was.version().equals(is.version())) {
            return NamedChange.other(name, " is " + is.version() + " now, it was " + was.version());
        }
        return is.uptime().compareTo(was.uptime()) < 0 ? NamedChange.other(name, " was restarted") : Stream.empty();
    }

    private static Stream<NamedChange> nodes(List<NodeStatusReport> was, List<NodeStatusReport> is) {
        Stream<NamedChange> silent = NamedChange.ofAdded(
                is, was, NodeStatusReport::name, gone -> NamedChange.worse(node(gone), " does not answer"));
        Stream<NamedChange> heard = was.isEmpty()
                ? Stream.empty()
                : NamedChange.ofAdded(
                        was, is, NodeStatusReport::name, back -> NamedChange.better(node(back), " answers"));
        return Stream.of(
                        silent,
                        heard,
                        NamedChange.ofBoth(was, is, NodeStatusReport::name, MachineStatusChanges::health))
                .flatMap(changes -> changes);
    }

    private static Stream<NamedChange> health(NodeStatusReport was, NodeStatusReport is) {
        HealthStatus earlier = was.health().status();
        HealthStatus now = is.health().status();
        if (now == earlier) {
            return Stream.empty();
        }
        return now.compareTo(earlier) > 0
                ? NamedChange.worse(node(is), " is " + now)
                : NamedChange.better(node(is), " is " + now);
    }

    private static String node(NodeStatusReport node) {
        return "node " + node.name();
    }
}
