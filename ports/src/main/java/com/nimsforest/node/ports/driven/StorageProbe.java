package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.health.StorageFacts;

/** Looks at JetStream and the forest's streams. */
public interface StorageProbe {
    /** Asks the servers; bounded by the adapter's settings. Never fails: what is wrong is in the facts. */
    StorageFacts probe();
}
