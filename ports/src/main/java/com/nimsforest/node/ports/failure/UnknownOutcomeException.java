package com.nimsforest.node.ports.failure;

/** No answer came in time: it was done or it was not. Try again with the same id, which does no harm. */
public final class UnknownOutcomeException extends ForestException {
    private static final long serialVersionUID = 1;

    public UnknownOutcomeException(String message) {
        super(message);
    }

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
