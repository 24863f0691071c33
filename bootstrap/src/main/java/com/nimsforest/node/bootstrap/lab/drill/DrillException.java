package com.nimsforest.node.bootstrap.lab.drill;

/** The drill cannot be done, or not to its end; the message says why, in one line. */
public final class DrillException extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int FAILED = 1;
    static final int USAGE = 2;

    private final int exitCode;

    DrillException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
