package com.nimsforest.node.adapters.http.metrics;

import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/** What each count is called outside, and what it says. A new count has to be named here, or this does not compile. */
final class MetricCounterNames {
    private MetricCounterNames() {}

    /** The dotted name; the registry makes {@code nimsforest_river_stored_total} of {@code nimsforest.river.stored}. */
    static String of(Count count) {
        String name = count.name().toLowerCase(Locale.ROOT).replace('_', '.');
        return switch (count) {
            case CONNECT_SUCCESSES, CONNECT_FAILURES -> "nats.connect.attempts";
            case REDELIVERIES, PUBLISH_REPEATS, WATCHDOG_REVIVALS, DISCONNECTS -> "nats." + name;
            case RIVER_STORED,
                    RIVER_DUPLICATES,
                    RIVER_REFUSED,
                    LEAVES_KEPT,
                    LEAVES_BLOWN,
                    LEAVES_APPLIED_BEFORE,
                    COMPOSTS_ADDED,
                    SOIL_CHANGES,
                    SOIL_UNCHANGED,
                    SOIL_CREATES_OF_EXISTING,
                    SOIL_CONFLICTS,
                    DEAD_LETTERS,
                    HTTP_WRONG_TOKENS -> "nimsforest." + name;
        };
    }

    /** What tells counts of one name apart. */
    static Tags tags(Count count) {
        return switch (count) {
            case CONNECT_SUCCESSES -> Tags.of("outcome", "success");
            case CONNECT_FAILURES -> Tags.of("outcome", "failure");
            default -> Tags.empty();
        };
    }

    static String help(Count count) {
        return switch (count) {
            case RIVER_STORED -> "River data stored.";
            case RIVER_DUPLICATES -> "River data that was stored before.";
            case RIVER_REFUSED -> "River data refused: it could not be kept, or no tree asks for its subject.";
            case LEAVES_KEPT -> "Leaves kept in the stream.";
            case LEAVES_BLOWN -> "Leaves that only blew with the wind.";
            case LEAVES_APPLIED_BEFORE -> "Leaves that the state of their entity includes already, by their position.";
            case COMPOSTS_ADDED -> "Composts added to the humus.";
            case SOIL_CHANGES -> "Entries of the soil written or removed.";
            case SOIL_UNCHANGED -> "Composts that the soil reflected already.";
            case SOIL_CREATES_OF_EXISTING -> "Creates of entities that existed.";
            case SOIL_CONFLICTS -> "Compare-and-sets that were lost and tried again.";
            case REDELIVERIES -> "Deliveries that were not the first of their message.";
            case DEAD_LETTERS -> "Messages that this node put into the dead letters.";
            case HTTP_WRONG_TOKENS -> "Requests that showed a wrong token.";
            case PUBLISH_REPEATS -> "Messages that were sent again for want of an answer.";
            case WATCHDOG_REVIVALS -> "Consumers that were subscribed anew because nothing came.";
            case CONNECT_SUCCESSES, CONNECT_FAILURES -> "Attempts to connect to the local server.";
            case DISCONNECTS -> "Losses of the connection to the local server.";
        };
    }
}
