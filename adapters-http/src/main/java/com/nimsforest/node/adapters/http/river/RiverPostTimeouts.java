package com.nimsforest.node.adapters.http.river;

import java.time.Duration;

/**
 * How long a post may take.
 *
 * @param body until the body is there
 * @param bodyWindow within which {@value #LEAST_BYTES} bytes of it have to come, again and again, unless it is there
 * @param receipt until it is stored; longer than the river itself tries, so that the river's own answer comes first
 */
public record RiverPostTimeouts(Duration body, Duration bodyWindow, Duration receipt) {
    static final int LEAST_BYTES = 10 * 1024;

    public static RiverPostTimeouts usual() {
        return new RiverPostTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(40));
    }
}
