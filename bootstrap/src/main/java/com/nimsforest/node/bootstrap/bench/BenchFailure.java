package com.nimsforest.node.bootstrap.bench;

/** The measure cannot be taken; the message says why, in one line. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
