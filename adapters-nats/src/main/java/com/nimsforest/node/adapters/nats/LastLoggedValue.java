package com.nimsforest.node.adapters.nats;

import static java.util.Objects.requireNonNull;

/** What was logged last, so that it is logged again only when it changes. Any thread. */
public final class LastLoggedValue<T> {
    private T current;

    public LastLoggedValue(T initial) {
        this.current = requireNonNull(initial, "initial");
    }

    /** Whether the value is another one than the last, which it replaces. */
    public synchronized boolean changesTo(T value) {
        boolean changes = !value.equals(current);
        current = value;
        return changes;
    }

    public synchronized T current() {
        return current;
    }
}
