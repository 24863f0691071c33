package com.nimsforest.node.ports.usecase.plugin;

import com.nimsforest.node.domain.health.HealthFinding;
import java.util.List;

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

    /** The messages that may end the process again, as far as they have not been worked on since. */
    List<HealthFinding> problems();

    /** For those who remember nothing: commands and tests. */
    static PluginCallJournal none() {
        return NoPluginCallJournal.INSTANCE;
    }
}
