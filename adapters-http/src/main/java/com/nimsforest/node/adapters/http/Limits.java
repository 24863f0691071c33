package com.nimsforest.node.adapters.http;

import com.nimsforest.node.adapters.http.river.Patience;
import java.time.Duration;

/**
 * What the server bears.
 *
 * @param idle how long a connection may be silent
 * @param stop how long running requests may take to finish when the server stops
 * @param patience how long a post may take
 */
record Limits(Duration idle, Duration stop, Patience patience) {
    static Limits usual() {
        return new Limits(Duration.ofSeconds(30), Duration.ofSeconds(2), Patience.usual());
    }
}
