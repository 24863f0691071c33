package com.nimsforest.node.bootstrap.faults;

/** What faults have in common; the mesh is made for it, and the run is judged by it. */
enum FaultProperty {
    /** More than one machine is gone at a time. */
    INTERRUPTS,
    /** There is one machine only, with one replica of everything. */
    STANDS_ALONE,
    /** One machine is cut off: each has a network namespace. */
    ISOLATES,
    /** Machines lose power, while the others lose it too or stand still: each has a disk of its own. */
    CUTS_POWER,
    /** Each machine has a small disk of its own. */
    FILLS_A_DISK,
    /** The servers write to the disk when they like, as they do unless they are told otherwise. */
    SYNCS_BY_DEFAULT,
    REPLACES_A_MACHINE,
    /** The mesh begins with the oldest servers, and ends with the newest. */
    UPGRADES,
    MAY_LOSE
}
