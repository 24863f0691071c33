package com.nimsforest.node.bootstrap.lab.bench;

/** The measurement failed; the message is one line that says why. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
