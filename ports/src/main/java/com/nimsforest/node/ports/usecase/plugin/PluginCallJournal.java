package com.nimsforest.node.ports.usecase.plugin;

/**
 * Remembers across the end of the process which messages plug-ins were working on, so that one that ends the process again
 * and again is found. Any thread; never waits, never fails.
 */
public interface PluginCallJournal {
    /** A call that begins; {@link #close} when it has returned. */
    @FunctionalInterface
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    Entry begin(String handler, String message);

    /** How often the process has ended while this handler worked on this message. */
    int crashes(String handler, String message);

    /** The message is a dead letter, so that a later try counts anew. */
    void forget(String handler, String message);

    /** For those who remember nothing: commands and tests. */
    static PluginCallJournal none() {
        return NoPluginCallJournal.INSTANCE;
    }
}
