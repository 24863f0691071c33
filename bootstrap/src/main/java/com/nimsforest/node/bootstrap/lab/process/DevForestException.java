package com.nimsforest.node.bootstrap.lab.process;

/** The local cluster cannot be started or used; the message is one line that says why. */
public final class DevForestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int CONFIGURATION = 78;

    private final int exitCode;

    public DevForestException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public DevForestException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
