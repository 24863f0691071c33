package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.health.JetStreamFacts;

/** Looks at JetStream and the forest's streams. */
public interface StorageProbe {
    /** Asks the servers; bounded by the adapter's settings. Never fails: what is wrong is in the facts. */
    JetStreamFacts probe();
}
