package com.nimsforest.node.domain.status;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.JetStreamFacts;
import java.util.OptionalInt;

/** What one more loss would do. */
final class QuorumLossForecast {
    private QuorumLossForecast() {}

    static String of(ClusterFacts cluster, JetStreamFacts storage) {
        if (cluster.isSingleNode()) {
            return "single machine: no redundancy";
        }
        if (cluster.problem().isPresent()) {
            return "how many machines may be lost is not known here";
        }
        int there = cluster.connected().size() + 1;
        int majority = cluster.expected() / 2 + 1;
        String count = there + " of " + cluster.expected();
        if (there < majority) {
            int more = majority - there;
            return count + ", writes stopped until " + (more == 1 ? "one more is" : more + " more are") + " there";
        }
        if (!cluster.quorum()) {
            return count + ", writes stopped until a leader is elected";
        }
        OptionalInt spare = cluster.mayStillBeLost(storage);
        return count + ", " + (spare.isPresent() ? loss(spare.getAsInt()) : "how many may be lost is not known yet");
    }

    private static String loss(int spare) {
        if (spare < 0) {
            return "a stream takes no writes until one of its machines is back";
        }
        return switch (spare) {
            case 0 -> "one more loss stops writes";
            case 1 -> "one may be lost";
            default -> spare + " may be lost";
        };
    }
}
