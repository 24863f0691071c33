package com.nimsforest.node.bootstrap.faults;

/** How one nats-server runs, and what can be done to it. For one thread. */
interface ServerControl extends AutoCloseable {
    /** The folder that it stores in, as it sees it. */
    String store();

    /** Begins as the configuration says, on what it has stored. */
    void launch(String version, String configuration);

    /** Ends it amidst whatever it does; returns when it is gone. */
    void kill();

    /** Politely, so that its leaders move first; returns when it is gone. */
    void stop();

    /** Returns when it stands still. */
    void freeze();

    void thaw();

    /** Loses all that it has stored; only while it does not run. */
    void wipe();

    boolean runs();

    /** All that it has said. */
    String log();

    @Override
    void close();
}
