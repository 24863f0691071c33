package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The soil: current state, the JetStream KV bucket {@code SOIL}. */
public interface Soil {
    /**
     * The entry as it is now; empty when there is none or it was removed.
     *
     * @throws com.nimsforest.node.ports.failure.SidecarUnavailableException when not connected
     * @throws com.nimsforest.node.ports.failure.StorageUnavailableException when the soil does not answer
     */
    Optional<SoilEntry> dig(EntityKey key);

    /** The last word on a key from the leader of the soil, tombstones included. Failures as {@link #dig}. */
    CompletionStage<SoilState> survey(EntityKey key);

    /**
     * Makes the change if the entry still has the expected revision.
     *
     * @return the new revision; {@link Revision#none()} for {@link SoilChange.Nothing}, which asks nobody. Fails with
     *     {@code StaleRevisionException} when the entry has another revision, {@code UnknownOutcomeException} when no answer
     *     came (survey again: the answer is in the soil), {@code SidecarUnavailableException} or {@code
     *     StorageUnavailableException} when nothing was done, {@code RejectedInputException} when the value is larger than
     *     the server takes
     */
    CompletionStage<Revision> bury(SoilChange change);

    /** The keys that have an entry and begin with the prefix, sorted; all for an empty one. Failures as {@link #dig}. */
    List<EntityKey> keys(String prefix);

    /**
     * Hears every entry as it is now, then each change, removals included, in the order of the soil.
     *
     * @param pattern a key, which may hold NATS wildcards; {@code >} for all
     */
    Subscription watch(String pattern, Consumer<SoilState> listener);
}
