package com.nimsforest.node.bootstrap.lab.drill;

/** Where events are put in: one node of the mesh. */
public interface EventSender {
    String name();

    /**
     * Sends one event, once.
     *
     * @param id the same each time that the event is sent
     * @return whether it was answered that the event is stored
     */
    boolean put(long number, String id) throws InterruptedException;
}
