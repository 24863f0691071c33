package com.nimsforest.node.bootstrap.dev;

/** The local forest cannot be, or cannot begin; the message says why, in one line. */
public final class DevFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CONFIGURATION = 78;

    private final int exitCode;

    DevFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    DevFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
