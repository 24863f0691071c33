package com.nimsforest.node.bootstrap.lab.drill;

/** Sends events to one node of the mesh. */
public interface EventSender {
    String name();

    /**
     * Sends one event, once.
     *
     * @param id the same each time that the event is sent
     * @return whether the event was acknowledged as stored
     */
    boolean send(long number, String id) throws InterruptedException;
}
