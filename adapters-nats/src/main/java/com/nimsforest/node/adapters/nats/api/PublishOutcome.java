package com.nimsforest.node.adapters.nats.api;

/** What an answer to a publish says of the message. */
public enum PublishOutcome {
    /** Definite: stored. */
    STORED,
    /** Definite: not stored, since no server listens for the stream; other messages will fare no better now. */
    NO_RESPONDERS,
    /** In doubt: the stream cannot say now, nor for other messages. */
    STREAM_IN_DOUBT,
    /** In doubt: the stream cannot say now for this message. */
    MESSAGE_IN_DOUBT,
    /** Definite: not stored, a limit of the stream, the account or the server is reached. */
    FULL,
    /** Definite: not stored, the entry has another revision. */
    STALE,
    /** Definite: not stored, the server forbids the node to publish it. */
    FORBIDDEN,
    /** Definite: never will be stored as it is. */
    REJECTED;

    /** Whether it says for certain what became of the message. */
    public boolean isDefinite() {
        return this != STREAM_IN_DOUBT && this != MESSAGE_IN_DOUBT;
    }
}
