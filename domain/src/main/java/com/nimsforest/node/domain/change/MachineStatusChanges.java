package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import java.util.List;

/** What changed for machines, and for the nodes on them. */
final class MachineStatusChanges {
    private MachineStatusChanges() {}

    static void tell(ForestStatus before, ForestStatus after, StatusChangeCollector changes) {
        List<MachineStatus> known = before.members();
        StatusChangeCollector.both(known, after.members(), MachineStatus::name, (was, is) -> member(was, is, changes));
        if (!known.isEmpty()) {
            StatusChangeCollector.added(known, after.members(), MachineStatus::name)
                    .forEach(found -> changes.other(
                            found.name(), found.present() ? " has joined the mesh" : " is expected, and missing"));
            StatusChangeCollector.added(after.members(), known, MachineStatus::name)
                    .forEach(gone -> changes.other(gone.name(), " is no longer expected"));
        }
        nodes(before.nodes(), after.nodes(), changes);
    }

    private static void member(MachineStatus was, MachineStatus is, StatusChangeCollector changes) {
        if (was.present() && !is.present()) {
            changes.worse(is.name(), " is missing");
        } else if (!was.present() && is.present()) {
            changes.better(is.name(), " is back");
        }
        was.server().ifPresent(old -> is.server().ifPresent(now -> server(old, now, changes)));
    }

    private static void server(NatsServerFacts was, NatsServerFacts is, StatusChangeCollector changes) {
        if (!was.version().equals(is.version())) {
            changes.other("the server of " + is.name(), " is " + is.version() + " now, it was " + was.version());
        } else if (is.uptime().compareTo(was.uptime()) < 0) {
            changes.other("the server of " + is.name(), " was started anew");
        }
    }

    private static void nodes(
            List<NodeStatusReport> before, List<NodeStatusReport> after, StatusChangeCollector changes) {
        StatusChangeCollector.added(after, before, NodeStatusReport::name)
                .forEach(silent -> changes.worse("node " + silent.name(), " does not answer"));
        if (!before.isEmpty()) {
            StatusChangeCollector.added(before, after, NodeStatusReport::name)
                    .forEach(heard -> changes.better("node " + heard.name(), " answers"));
        }
        StatusChangeCollector.both(before, after, NodeStatusReport::name, (was, is) -> node(was, is, changes));
    }

    private static void node(NodeStatusReport was, NodeStatusReport is, StatusChangeCollector changes) {
        String name = "node " + is.name();
        HealthStatus earlier = was.health().status();
        HealthStatus now = is.health().status();
        if (now.compareTo(earlier) > 0) {
            changes.worse(name, " is " + now);
        } else if (now != earlier) {
            changes.better(name, " is " + now);
        }
    }
}
