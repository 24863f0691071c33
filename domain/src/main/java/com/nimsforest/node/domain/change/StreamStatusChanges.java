package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.ForestStatus;

/** What changed for streams: their leaders, their replicas, and whether these are the same. */
final class StreamStatusChanges {
    private StreamStatusChanges() {}

    static void tell(ForestStatus before, ForestStatus after, StatusChangeCollector changes) {
        if (!before.storage().available() || !after.storage().available()) {
            return;
        }
        StatusChangeCollector.both(
                before.storage().streams(), after.storage().streams(), StreamFacts::name, (was, is) -> {
                    replicas(was, is, changes);
                    leader(was, is, changes);
                    difference(before, after, is.name(), changes);
                });
    }

    private static void replicas(StreamFacts was, StreamFacts is, StatusChangeCollector changes) {
        if (was.current() == is.current() && was.replicas() == is.replicas()) {
            return;
        }
        String share = ": " + is.current() + " of " + is.desired() + " replicas are current";
        if (is.current() > was.current()) {
            changes.better(is.name(), share);
        } else if (is.current() < was.current()) {
            changes.worse(is.name(), share);
        } else {
            changes.other(is.name(), ": has " + is.replicas() + " replicas, it had " + was.replicas());
        }
    }

    private static void leader(StreamFacts was, StreamFacts is, StatusChangeCollector changes) {
        if (was.leader().equals(is.leader())) {
            return;
        }
        if (is.leader().isEmpty()) {
            changes.worse(is.name(), ": no leader, it was " + was.leader());
        } else if (was.leader().isEmpty()) {
            changes.better(is.name(), ": led by " + is.leader());
        } else {
            changes.other(is.name(), ": led by " + is.leader() + ", it was " + was.leader());
        }
    }

    private static void difference(
            ForestStatus before, ForestStatus after, String stream, StatusChangeCollector changes) {
        boolean was = before.difference(stream).isPresent();
        boolean is = after.difference(stream).isPresent();
        if (is && !was) {
            changes.worse(stream, ": its replicas differ");
        } else if (was && !is) {
            changes.better(stream, ": its replicas are the same again");
        }
    }
}
