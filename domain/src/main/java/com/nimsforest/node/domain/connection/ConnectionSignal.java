package com.nimsforest.node.domain.connection;

/** What happened to the connection. */
public enum ConnectionSignal {
    ESTABLISHED,
    LOST,
    ENDED
}
