package com.nimsforest.node.adapters.nats.wire;

/** Bytes that are not of the expected form, and never will be; the message says what is wrong with them. */
public final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WireFormatException(String message) {
        super(message);
    }

    WireFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
