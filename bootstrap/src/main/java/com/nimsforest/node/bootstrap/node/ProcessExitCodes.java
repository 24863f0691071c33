package com.nimsforest.node.bootstrap.node;

/** What the process says to whoever started it. */
public final class ProcessExitCodes {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int UNREACHABLE = 69;
    public static final int CONFIGURATION = 78;
    public static final int INTERRUPTED = 130;
    public static final int TERMINATED = 143;

    private ProcessExitCodes() {}
}
