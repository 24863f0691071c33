package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Soil;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ground as a whole, for those who check it. All methods wait, and fail as {@link Soil#dig}. */
public interface StreamSnapshot {
    /** What the humus holds now. */
    HumusSequenceRange span();

    /**
     * Reads the humus, as it is at this call, once and in its order. The reader is called on a thread of the adapter, one
     * call at a time, all before this returns.
     *
     * @throws com.nimsforest.node.ports.failure.StorageUnavailableException also when the humus was made anew meanwhile
     */
    void humus(HumusReadCallbacks reader);

    /**
     * Reads the last word on each key of the soil, tombstones included; a key that changes meanwhile may be told twice,
     * its newer state later. Keys that are no entities are left out. Called as {@link #humus}'s reader.
     */
    void soil(Consumer<SoilState> reader);

    /** Up to which place all is decomposed; empty when no decomposer was ever there. */
    Optional<HumusSlot> decomposed();

    /**
     * The forest's consumers as the servers know them, whoever takes part in them; stalled are those for which something
     * waits while nobody asks.
     */
    List<ConsumerFacts> consumers();
}
