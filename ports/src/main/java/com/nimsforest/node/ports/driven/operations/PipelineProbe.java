package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import java.util.List;

/** Looks at the consumers that this node takes part in, and at the dead letters. */
public interface PipelineProbe {
    /**
     * Asks the servers; bounded by the adapter's settings. Never fails: a consumer that cannot be asked is left out. One that had
     * nothing to do may be told as it was some seconds ago: for the health of the node, not to wait for the end of work.
     */
    List<ConsumerFacts> consumers();

    /** The messages that failed on this node and will be tried again, the oldest first; asks nobody. */
    List<FailingMessage> failing();

    /** How many dead letters there are; the last known number when the servers cannot be asked. */
    long deadLetters();
}
