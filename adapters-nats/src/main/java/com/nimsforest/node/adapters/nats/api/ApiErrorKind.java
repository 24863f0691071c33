package com.nimsforest.node.adapters.nats.api;

import java.util.Locale;

/** What an error of the JetStream API asks of the one who asked, when streams and consumers are made and looked at. */
public enum ApiErrorKind {
    /** Passes by itself: ask again soon. */
    RETRY,
    /** Passes when somebody frees resources: ask again slowly, and call the node degraded. */
    SLOW_RETRY,
    /** Does not pass: say which limit or setting it is. */
    PERMANENT,
    /** JetStream is switched off at the server or for the account: look now and then whether it is on. */
    SWITCHED_OFF,
    /** There is one of this name that is configured otherwise. */
    DRIFT,
    /** A server holds it that cannot serve it: quote what it says. */
    OFFLINE,
    /** There is no such stream, consumer or message. */
    MISSING;

    /** The kind of an error, by its API code; the description counts where one code has several meanings. */
    public static ApiErrorKind of(int apiCode, String description) {
        return switch (apiCode) {
            case 10014, 10037, 10059 -> MISSING;
            case 10004, 10008, 10009, 10158, 10164, 10202 -> RETRY;
            case 10005 -> namesResources(description) ? PERMANENT : RETRY;
            case 10023 -> SLOW_RETRY;
            case 10002, 10028, 10047, 10052, 10074, 10122 -> PERMANENT;
            case 10035, 10039, 10076 -> SWITCHED_OFF;
            case 10058, 10013 -> DRIFT;
            case 10118, 10194, 10195 -> OFFLINE;
            default -> apiCode == 0 ? RETRY : PERMANENT;
        };
    }

    private static boolean namesResources(String description) {
        String words = description.toLowerCase(Locale.ROOT);
        return words.contains("storage") || words.contains("tags");
    }
}
