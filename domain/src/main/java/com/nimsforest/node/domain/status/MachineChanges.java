package com.nimsforest.node.domain.status;

import com.nimsforest.node.domain.health.HealthStatus;
import java.util.List;

/** What changed for machines, and for the nodes on them. */
final class MachineChanges {
    private MachineChanges() {}

    static void tell(ForestStatus before, ForestStatus after, Changes changes) {
        List<Member> known = before.members();
        Changes.both(known, after.members(), Member::name, (was, is) -> member(was, is, changes));
        if (!known.isEmpty()) {
            Changes.added(known, after.members(), Member::name)
                    .forEach(found -> changes.other(
                            found.name(), found.present() ? " has joined the mesh" : " is expected, and missing"));
            Changes.added(after.members(), known, Member::name)
                    .forEach(gone -> changes.other(gone.name(), " is no longer expected"));
        }
        nodes(before.nodes(), after.nodes(), changes);
    }

    private static void member(Member was, Member is, Changes changes) {
        if (was.present() && !is.present()) {
            changes.worse(is.name(), " is missing");
        } else if (!was.present() && is.present()) {
            changes.better(is.name(), " is back");
        }
        was.server().ifPresent(old -> is.server().ifPresent(now -> server(old, now, changes)));
    }

    private static void server(ServerFacts was, ServerFacts is, Changes changes) {
        if (!was.version().equals(is.version())) {
            changes.other("the server of " + is.name(), " is " + is.version() + " now, it was " + was.version());
        } else if (is.uptime().compareTo(was.uptime()) < 0) {
            changes.other("the server of " + is.name(), " was started anew");
        }
    }

    private static void nodes(List<NodeReport> before, List<NodeReport> after, Changes changes) {
        Changes.added(after, before, NodeReport::name)
                .forEach(silent -> changes.worse("node " + silent.name(), " does not answer"));
        if (!before.isEmpty()) {
            Changes.added(before, after, NodeReport::name)
                    .forEach(heard -> changes.better("node " + heard.name(), " answers"));
        }
        Changes.both(before, after, NodeReport::name, (was, is) -> node(was, is, changes));
    }

    private static void node(NodeReport was, NodeReport is, Changes changes) {
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
