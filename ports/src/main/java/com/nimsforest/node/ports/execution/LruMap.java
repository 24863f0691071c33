package com.nimsforest.node.ports.execution;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries that were used last; those that were not used for longest go. Not safe for several threads at once. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    /** Empty, for at most so many entries. */
    public LruMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
