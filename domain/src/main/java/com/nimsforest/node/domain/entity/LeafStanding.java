package com.nimsforest.node.domain.entity;

/** How a leaf stands to the state of its entity. */
public enum LeafStanding {
    /** Its turn, as far as the state knows. */
    NEW,
    /** Its effect is in the state. */
    APPLIED,
    /** Others of a later position were applied, and it was not: its effect comes out of order. */
    LATE,
    /** It failed for good and was passed over; it belongs to the dead letters. */
    PASSED_OVER
}
