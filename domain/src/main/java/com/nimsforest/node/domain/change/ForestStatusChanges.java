package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.ForestStatus;

/** What changed for the forest as a whole. */
final class ForestStatusChanges {
    private ForestStatusChanges() {}

    static void tell(ForestStatus before, ForestStatus after, StatusChangeCollector changes) {
        status(before.status(), after.status(), changes);
        quorum(before, after, changes);
        storage(before, after, changes);
        leader(before.storage().metaLeader(), after.storage().metaLeader(), changes);
    }

    private static void status(HealthStatus was, HealthStatus is, StatusChangeCollector changes) {
        if (is.compareTo(was) > 0) {
            changes.worse("the forest", " is " + is + ", it was " + was);
        } else if (is != was) {
            changes.better("the forest", " is " + is + ", it was " + was);
        }
    }

    private static void quorum(ForestStatus before, ForestStatus after, StatusChangeCollector changes) {
        boolean was = before.cluster().quorum();
        boolean is = after.cluster().quorum();
        if (was && !is) {
            changes.worse("the mesh", " has no majority, writes stop");
        } else if (!was && is) {
            changes.better("the mesh", " has a majority again, writes go on");
        }
    }

    private static void storage(ForestStatus before, ForestStatus after, StatusChangeCollector changes) {
        boolean was = before.storage().available();
        boolean is = after.storage().available();
        if (was && !is) {
            changes.worse("JetStream", " does not answer");
        } else if (!was && is) {
            changes.better("JetStream", " answers");
        }
    }

    private static void leader(String was, String is, StatusChangeCollector changes) {
        if (was.equals(is)) {
            return;
        }
        if (is.isEmpty()) {
            changes.worse("the mesh", " has no leader, it was " + was);
        } else if (was.isEmpty()) {
            changes.better(is, " leads the mesh");
        } else {
            changes.other(is, " leads the mesh, it was " + was);
        }
    }
}
