package com.nimsforest.node.ports.failure;

/** JetStream or a stream cannot keep data now (absent, full, without a leader), and nothing was done: wait, then try again. */
public final class StorageUnavailableException extends ForestException {
    private static final long serialVersionUID = 1;

    public StorageUnavailableException(String message) {
        super(message);
    }

    public StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
