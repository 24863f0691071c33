package com.nimsforest.node.domain.connection;

/** How the connection to the sidecar stands. {@link #on} is the whole transition table and total. */
public enum ConnectionState {
    /** Never connected yet; attempts are under way. */
    CONNECTING,
    CONNECTED,
    /** Lost; attempts are under way. */
    RECONNECTING,
    /** Given up or stopped, for good. */
    CLOSED;

    /** The next state; a signal that means nothing here changes nothing. */
    public ConnectionState on(ConnectionSignal signal) {
        if (this == CLOSED) {
            return CLOSED;
        }
        return switch (signal) {
            case ESTABLISHED -> CONNECTED;
            case LOST -> this == CONNECTED ? RECONNECTING : this;
            case ENDED -> CLOSED;
        };
    }
}
