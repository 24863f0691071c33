package com.nimsforest.node.ports.driven;

import java.util.List;
import java.util.Optional;

/**
 * What could not be processed: the stream {@code DEADLETTER}. Consumers put messages here themselves when a verdict asks
 * for it; this port is for those who look after them. Failures of all methods as {@link Soil#dig}.
 */
public interface DeadLetters {
    /** The letters from the given number on, oldest first, at most {@code most}. */
    List<DeadLetter> list(long from, int most);

    Optional<DeadLetter> find(long number);

    /**
     * Puts the message back to where it came from, for the consumer that could not process it alone, and then removes the
     * letter. It has the id that it had, and its failures count anew. A crash between the two leaves both; putting back
     * twice does no harm.
     *
     * @return whether there was such a letter
     */
    boolean retry(long number);

    /** Removes the letter. Returns whether there was one. */
    boolean drop(long number);
}
