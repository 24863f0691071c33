package com.nimsforest.node.domain.compost;

/** What became of the composts that the humus holds no more. */
public enum DroppedComposts {
    /** It holds all that was ever added. */
    NONE,
    /** All of them were worked into the soil. */
    DECOMPOSED,
    /** Some are not yet, as far as is known. */
    PENDING;

    /**
     * @param dropped the sequence up to which composts were dropped
     * @param floor the sequence up to which the decomposer is done
     */
    public static DroppedComposts of(long dropped, long floor) {
        if (dropped <= 0) {
            return NONE;
        }
        return floor >= dropped ? DECOMPOSED : PENDING;
    }
}
