package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.status.NatsServerFacts;
import java.util.Optional;

/** Looks at this machine's server: what it is, and what it holds of the forest's streams. */
public interface ServerView {
    /** Asks the local server; bounded by the adapter's settings. Never fails: empty when it cannot be asked. */
    Optional<NatsServerFacts> server();
}
