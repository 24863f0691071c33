package com.nimsforest.node.ports.driving;

import java.time.Duration;
import java.util.Optional;

/**
 * An entity nim whose states end by themselves when no leaf comes for a time. Named in the service file of {@link EntityNim}.
 * Each node with such a nim hears all changes of the soil.
 *
 * @param <S> the state
 */
public interface ExpiringEntityNim<S> extends EntityNim<S> {
    /**
     * How long the state stands, from the moment when it is made, by the clock of the node that makes it: a pure function,
     * called after each {@link #apply} and {@link #expired}. Empty for ever.
     */
    Optional<Duration> expires(S state);

    /**
     * The time of the state is over, and no leaf has changed it. Takes effect together with the leaves that are dropped, in
     * order with the entity's leaves and once: only if the state is still the one that expired. The node that owns the nim's
     * leaves does so, up to two seconds later; when none owns them, another one, ten seconds later. May be called more than once,
     * its result thrown away, as {@link #apply}. What throws or does not return is tried again for as long as the state stands.
     *
     * @return the state that follows, whose time begins now; empty to remove the entity
     */
    default Optional<S> expired(S state, EntityEffects effects) {
        return Optional.empty();
    }
}
