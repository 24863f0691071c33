package com.nimsforest.node.domain.replica;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How many replicas each stream should have: a number, or as many as the machines of the mesh bear.
 *
 * @param fixed from 1 to 5; empty for as many as the machines bear
 */
public record ReplicaGoal(OptionalInt fixed) {
    /** The servers take no more. */
    public static final int MOST = 5;

    public ReplicaGoal {
        requireNonNull(fixed, "fixed");
        if (fixed.isPresent() && (fixed.getAsInt() < 1 || fixed.getAsInt() > MOST)) {
            throw new IllegalArgumentException("replicas must be 1 to " + MOST + ": " + fixed.getAsInt());
        }
    }

    /** 1 below three machines, 3 at three and four, 5 from five on. */
    public static ReplicaGoal auto() {
        return new ReplicaGoal(OptionalInt.empty());
    }

    public static ReplicaGoal of(int replicas) {
        return new ReplicaGoal(OptionalInt.of(replicas));
    }

    /** How many that are on so many machines; never an even number, which bears no more failures than the odd one below. */
    public int on(int machines) {
        int most = Math.max(1, Math.min(fixed.orElse(MOST), machines));
        return most % 2 == 0 ? most - 1 : most;
    }

    /** As it is written in a setting: {@code auto}, or the number. */
    @Override
    public String toString() {
        return fixed.isEmpty() ? "auto" : Integer.toString(fixed.getAsInt());
    }
}
