package com.nimsforest.node.adapters.nats.api;

/** What an error of the JetStream API asks of the one who sent the request. */
public enum ApiErrorKind {
    /** Passes by itself: ask again soon. */
    RETRY,
    /** Passes when somebody frees resources: ask again slowly, and call the node degraded. */
    SLOW_RETRY,
    /** Does not pass: say which limit or setting it is. */
    PERMANENT,
    /** The server forbids the node to send the request or to hear the answer; passes when permission is granted. */
    FORBIDDEN,
    /** JetStream is switched off at the server or for the account: look now and then whether it is on. */
    SWITCHED_OFF,
    /** There is one of this name that is configured otherwise. */
    DRIFT,
    /** A server holds it that cannot serve it: quote what it says. */
    OFFLINE,
    /** There is no such stream, consumer or message. */
    MISSING
}
