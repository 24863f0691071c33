package com.nimsforest.node.ports.failure;

/** Something could not be done. Each kind says what the caller can do; the message says which subject, key or stream. */
public abstract sealed class ForestException extends RuntimeException
        permits SidecarUnavailableException,
                StorageUnavailableException,
                UnknownOutcomeException,
                StaleRevisionException,
                RejectedInputException,
                UnknownSubjectException {
    private static final long serialVersionUID = 1;

    ForestException(String message) {
        super(message);
    }

    ForestException(String message, Throwable cause) {
        super(message, cause);
    }
}
