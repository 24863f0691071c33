package com.nimsforest.node.ports.failure;

/** There is no connection to the sidecar now, and nothing was done: wait, then try again. */
public final class SidecarUnavailableException extends ForestException {
    private static final long serialVersionUID = 1;

    public SidecarUnavailableException(String message) {
        super(message);
    }

    public SidecarUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
