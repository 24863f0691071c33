package com.nimsforest.node.ports.driven.operations;

/** Counts what happens, for whoever measures the node. Any thread; never fails, never waits. */
public interface NodeMetrics {
    /** What is counted; each count exists from the start, at 0. */
    enum Count {
        /** River data stored. */
        RIVER_STORED,
        /** River data that was stored before. */
        RIVER_DUPLICATES,
        /** River data refused because it could not be kept. */
        RIVER_REFUSED,
        /** Leaves kept in the stream. */
        LEAVES_KEPT,
        /** Leaves that only blew with the wind. */
        LEAVES_BLOWN,
        /** Leaves that the state of their entity includes already, by their position. */
        LEAVES_APPLIED_BEFORE,
        COMPOSTS_ADDED,
        /** Entries of the soil written. */
        SOIL_CHANGES,
        /** Composts that the soil reflected already. */
        SOIL_UNCHANGED,
        /** Creates of entities that existed. */
        SOIL_CREATES_OF_EXISTING,
        /** Compare-and-sets that were lost and tried again. */
        SOIL_CONFLICTS,
        /** Deliveries that were not the first. */
        REDELIVERIES,
        DEAD_LETTERS,
        /** Messages that were sent again for want of an answer. */
        PUBLISH_REPEATS,
        /** Consumers that were subscribed anew because nothing came. */
        WATCHDOG_REVIVALS,
        /** Attempts to connect that made a connection. */
        CONNECT_SUCCESSES,
        /** Attempts to connect that did not. */
        CONNECT_FAILURES,
        DISCONNECTS,
        /** Requests that showed a wrong token. */
        HTTP_WRONG_TOKENS
    }

    /** The ways of which the duration is measured. */
    enum Hop {
        /** From the call to the receipt of the river. */
        RIVER_STORE,
        /** From the delivery to a tree to its verdict. */
        TREE,
        /** From the delivery to a nim to its verdict. */
        NIM,
        /** From the delivery to the decomposer to its verdict. */
        DECOMPOSER
    }

    void add(Count count, long n);

    /** Begins to measure one passage; what is never ended is never recorded. */
    Passage begin(Hop hop);

    /** One passage under way. */
    @FunctionalInterface
    interface Passage {
        void end();
    }

    default void add(Count count) {
        add(count, 1);
    }

    /** For those who do not measure: commands and tests. */
    static NodeMetrics none() {
        return NoOpNodeMetrics.INSTANCE;
    }
}
