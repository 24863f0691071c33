package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The humus as entity nims use it: each entity has a subject of its own, {@code humus.<nim>.update.<entity>}, whose last
 * compost is its state.
 */
public interface EntityHumus {
    /** The last compost of the entity, from the leader; empty when the humus holds none (any more). Fails as {@link Soil#dig}. */
    CompletionStage<Optional<HumusEntry>> last(Token nim, EntityKey entity);

    /** The last compost of the entity by whichever entity nim; else as {@link #last}. */
    CompletionStage<Optional<HumusEntry>> lastOfAnyNim(EntityKey entity);

    /**
     * Adds a compost if the last one of its entity is the expected one.
     *
     * @param expected the sequence of the nim's last compost of the entity; 0 when there is none, neither of this nim nor of
     *     any other entity nim
     * @return its sequence. Fails with {@code StaleRevisionException} when another one is the last, {@code
     *     UnknownOutcomeException} when no answer came (read {@link #last} again: the provenance tells), {@code
     *     SidecarUnavailableException} or {@code StorageUnavailableException} when nothing was done, {@code
     *     RejectedInputException} when it is larger than the server takes
     */
    CompletionStage<Long> add(Token nim, Compost compost, long expected);

    /** What the humus has dropped for its age, its bounds or a purge. Fails as {@link Soil#dig}. */
    CompletionStage<DroppedComposts> dropped();

    /**
     * Takes part in the fleet's one reader of composts that name leaves. Each is handed over at least once; those without
     * leaves may be handed over, too.
     */
    Subscription announce(DeliveryHandler<HumusEntry> handler);
}
