package com.nimsforest.node.domain.audit;

/** What the last words of the humus say of an entry of the soil. */
public enum SoilAuditVerdict {
    /** It is as the humus says, and knows the place that it reflects. */
    AGREES,
    /** It is as the humus says, but whoever wrote it did not say which place it reflects, as nodes of other kinds do. */
    AGREES_WITHOUT_SOURCE,
    /** The humus no longer tells of it: what it reflects has aged out, or was in an earlier humus. */
    UNPROVED,
    /** The leader of the humus does not hold what was read of it at this place: its copies differ, and nothing is proved. */
    CONTRADICTED,
    /** It is not as the humus was when it was read. */
    DOUBTFUL
}
