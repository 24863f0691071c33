package com.nimsforest.node.ports.driving;

/**
 * An entity nim that drops leaves at a time or after a delay, by {@link EntityEffects#delayed}. Named in the service file of
 * {@link EntityNim}. Each node with such a nim hears all changes of the soil.
 *
 * @param <S> the state
 */
public interface TimedEntityNim<S> extends EntityNim<S> {}
