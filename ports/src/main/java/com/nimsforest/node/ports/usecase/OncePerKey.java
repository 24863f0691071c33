package com.nimsforest.node.ports.usecase;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Does something the first time a key is seen. Bounded: once it is full, new keys count as seen. Any thread. */
final class OncePerKey {
    private static final int MOST = 100;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    void first(String key, Runnable action) {
        if (seen.size() < MOST && seen.add(key)) {
            action.run();
        }
    }
}
