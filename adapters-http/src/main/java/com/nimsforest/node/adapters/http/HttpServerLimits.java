package com.nimsforest.node.adapters.http;

import com.nimsforest.node.adapters.http.river.RiverPostTimeouts;
import java.time.Duration;

/**
 * What the server bears.
 *
 * @param idle how long a connection may be silent
 * @param head how long the head of a request may take
 * @param stop how long running requests may take to finish when the server stops
 * @param patience how long a post may take
 */
record HttpServerLimits(Duration idle, Duration head, Duration stop, RiverPostTimeouts patience) {
    static HttpServerLimits usual(Duration idle) {
        return new HttpServerLimits(idle, Duration.ofSeconds(10), Duration.ofSeconds(2), RiverPostTimeouts.usual());
    }
}
