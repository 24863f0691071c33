package com.nimsforest.node.ports.failure;

/** This input can never be taken as it is (too large, bad form): do not try again. */
public final class RejectedInputException extends ForestException {
    private static final long serialVersionUID = 1;

    public RejectedInputException(String message) {
        super(message);
    }

    public RejectedInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
