package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.health.ConsumerFacts;
import java.util.List;

/** Looks at the consumers that this node takes part in, and at the dead letters. */
public interface PipelineProbe {
    /** Asks the servers; bounded by the adapter's settings. Never fails: a consumer that cannot be asked is left out. */
    List<ConsumerFacts> consumers();

    /** How many dead letters there are; the last known number when the servers cannot be asked. */
    long deadLetters();
}
