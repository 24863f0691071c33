package com.nimsforest.node.bootstrap.lab.bench;

/** The measure cannot be taken; the message says why, in one line. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
