package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilState;

/** The use cases as they are, or with a mistake that the simulation has to find: what it does to the calls of a port. */
enum SimulationMutant {
    NONE,

    /** The decomposer puts what it is given, without a look at what the soil reflects. */
    PUTS_WITHOUT_THE_GUARD {
        @Override
        SoilState surveyed(SoilState state) {
            return new SoilState.Bare(state.key(), state.revision(), HumusSlot.none());
        }
    },

    /** The decomposer writes without the revision that it has read. */
    WRITES_WITHOUT_A_REVISION {
        @Override
        boolean writesBlindly() {
            return true;
        }
    },

    /** The servers compare the revision before a change is on its way, and not where it is stored. */
    COMPARES_TOO_EARLY {
        @Override
        boolean comparesTooEarly() {
            return true;
        }
    },

    /** The decomposer does not see that the humus was made anew. */
    KNOWS_NO_EPOCH {
        @Override
        HumusSlot slot(HumusSlot slot) {
            return new HumusSlot(1, slot.sequence());
        }
    },

    /** The decomposer takes each place for what it was, though the humus may have lost its end. */
    TRUSTS_EVERY_PLACE {
        @Override
        HumusSlot slot(HumusSlot slot) {
            return new HumusSlot(slot.epoch(), slot.sequence());
        }
    },

    /** A river that is full drops its oldest message instead of refusing the newest. */
    DISCARDS_OLD {
        @Override
        int mostInTheRiver() {
            return 2;
        }
    },

    /** River data is acknowledged before its leaves are kept. */
    ACKNOWLEDGES_THE_RIVER_FIRST {
        @Override
        boolean acknowledgesFirst(String consumer) {
            return consumer.equals("trees");
        }
    },

    /** Leaves are acknowledged before the composts are kept. */
    ACKNOWLEDGES_LEAVES_FIRST {
        @Override
        boolean acknowledgesFirst(String consumer) {
            return consumer.startsWith("nim-");
        }
    },

    /** Composts are acknowledged before the soil holds them. */
    ACKNOWLEDGES_COMPOSTS_FIRST {
        @Override
        boolean acknowledgesFirst(String consumer) {
            return consumer.equals("decomposer");
        }
    },

    /** Callers repeat under a new id. */
    NEW_IDS_IN_THE_RIVER {
        @Override
        MessageId id(String stream, MessageId id, long chance) {
            return stream.equals("RIVER") ? new MessageId(id + "?" + chance) : id;
        }
    },

    /** Leaves get a new id each time they are made. */
    NEW_IDS_FOR_LEAVES {
        @Override
        MessageId id(String stream, MessageId id, long chance) {
            return stream.equals("LEAVES") ? new MessageId(id + "?" + chance) : id;
        }
    },

    /** Composts get a new id each time they are made. */
    NEW_IDS_FOR_COMPOSTS {
        @Override
        MessageId id(String stream, MessageId id, long chance) {
            return stream.equals("HUMUS") ? new MessageId(id + "?" + chance) : id;
        }
    },

    /** Now and then a leaf is neither settled nor given back, and nobody says so. */
    HOLDS_LEAVES_IN_SILENCE {
        @Override
        boolean holds(String consumer, String message) {
            return consumer.startsWith("nim-") && message.hashCode() % 3 == 0;
        }
    },
    /** Entity nims are given the state that the soil has, which is behind the humus. */
    ENTITIES_READ_THE_SOIL {
        @Override
        boolean readsTheSoil() {
            return true;
        }
    },

    /** The state of an entity is written without the one that it was made of as a condition. */
    ENTITIES_EXPECT_NOTHING {
        @Override
        boolean expectsNothing() {
            return true;
        }
    },

    /** The states of entities do not tell which leaves are in them. */
    ENTITIES_KNOW_NO_APPLIED_LEAVES {
        @Override
        boolean knowsNoAppliedLeaves() {
            return true;
        }
    },

    /** An owner applies each leaf as it comes, without waiting for those before it. */
    ENTITIES_WAIT_FOR_NOTHING_BEFORE {
        @Override
        boolean waitsForNothingBefore() {
            return true;
        }
    },

    /** Delayed leaves that are due are dropped first, and taken off the list with another change. */
    ENTITIES_DROP_WHAT_IS_DUE_IN_TWO_STEPS {
        @Override
        boolean dropsInTwoSteps() {
            return true;
        }
    },

    /** Delayed leaves stand beside the state, which may be stored without them. */
    ENTITIES_LOSE_WHAT_IS_DELAYED {
        @Override
        boolean losesWhatIsDelayed(long chance) {
            return chance % 4 == 0;
        }
    };

    boolean dropsInTwoSteps() {
        return false;
    }

    boolean losesWhatIsDelayed(long chance) {
        return false;
    }

    boolean readsTheSoil() {
        return false;
    }

    boolean expectsNothing() {
        return false;
    }

    boolean knowsNoAppliedLeaves() {
        return false;
    }

    boolean waitsForNothingBefore() {
        return false;
    }

    SoilState surveyed(SoilState state) {
        return state;
    }

    boolean writesBlindly() {
        return false;
    }

    boolean comparesTooEarly() {
        return false;
    }

    HumusSlot slot(HumusSlot slot) {
        return slot;
    }

    int mostInTheRiver() {
        return Integer.MAX_VALUE;
    }

    boolean acknowledgesFirst(String consumer) {
        return false;
    }

    boolean holds(String consumer, String message) {
        return false;
    }

    MessageId id(String stream, MessageId id, long chance) {
        return id;
    }
}
