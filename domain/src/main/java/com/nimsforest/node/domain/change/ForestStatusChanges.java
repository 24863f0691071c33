package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.ForestStatus;
import java.util.stream.Stream;

/** What changed for the forest as a whole. */
final class ForestStatusChanges {
    private ForestStatusChanges() {}

    static Stream<NamedChange> between(ForestStatus before, ForestStatus after) {
        return Stream.of(
                        status(before.status(), after.status()),
                        NamedChange.when(
                                before.cluster().quorum(),
                                after.cluster().quorum(),
                                "the mesh",
                                " has a quorum again, writes are accepted",
                                " has no quorum, writes are refused"),
                        NamedChange.when(
                                before.storage().available(),
                                after.storage().available(),
                                "JetStream",
                                " answers",
                                " does not answer"),
                        leader(before.storage().metaLeader(), after.storage().metaLeader()))
                .flatMap(changes -> changes);
    }

    private static Stream<NamedChange> status(HealthStatus was, HealthStatus is) {
        String what = " is " + is + ", it was " + was;
        if (is == was) {
            return Stream.empty();
        }
        return is.compareTo(was) > 0 ? NamedChange.worse("the forest", what) : NamedChange.better("the forest", what);
    }

    private static Stream<NamedChange> leader(String was, String is) {
        if (was.equals(is)) {
            return Stream.empty();
        }
        if (is.isEmpty()) {
            return NamedChange.worse("the mesh", " has no leader, it was " + was);
        }
        return was.isEmpty()
                ? NamedChange.better(is, " leads the mesh")
                : NamedChange.other(is, " leads the mesh, it was " + was);
    }
}
