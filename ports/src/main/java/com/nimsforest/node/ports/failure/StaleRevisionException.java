package com.nimsforest.node.ports.failure;

/** Somebody else changed the entry first, and nothing was done: read again, then decide anew. */
public final class StaleRevisionException extends ForestException {
    private static final long serialVersionUID = 1;

    public StaleRevisionException(String message) {
        super(message);
    }

    public StaleRevisionException(String message, Throwable cause) {
        super(message, cause);
    }
}
