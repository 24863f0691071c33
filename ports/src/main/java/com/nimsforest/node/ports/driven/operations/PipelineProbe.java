package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import java.util.List;

/** Looks at the consumers that this node takes part in, and at the dead letters. */
public interface PipelineProbe {
    /** Asks the servers; bounded by the adapter's settings. Never fails: a consumer that cannot be asked is left out. */
    List<ConsumerFacts> consumers();

    /** The messages that failed on this node and will be tried again, the oldest first; asks nobody. */
    List<FailingMessage> failing();

    /** How many dead letters there are; the last known number when the servers cannot be asked. */
    long deadLetters();
}
