package com.nimsforest.node.domain.status;

import com.nimsforest.node.domain.health.ClusterFacts;

/** What one more loss would do. */
final class QuorumLossForecast {
    private QuorumLossForecast() {}

    static String of(ClusterFacts cluster) {
        if (cluster.isSingleNode()) {
            return "a single machine: all stops with it";
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
        return count + ", " + loss(there - majority);
    }

    private static String loss(int spare) {
        return switch (spare) {
            case 0 -> "one more loss stops writes";
            case 1 -> "one may be lost";
            default -> spare + " may be lost";
        };
    }
}
