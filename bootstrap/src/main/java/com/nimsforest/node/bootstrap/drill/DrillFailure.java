package com.nimsforest.node.bootstrap.drill;

/** The drill cannot be done, or not to its end; the message says why, in one line. */
public final class DrillFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int FAILED = 1;
    static final int USAGE = 2;

    private final int exitCode;

    DrillFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
